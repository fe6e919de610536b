package io.caravan.simulator;

import java.util.Optional;

/** A script being performed: one beat after the other, each when it is due. */
final class Performance implements AutoCloseable {

    private final Script script;
    private final Pace pace;
    private final Patience patience;
    private final long start;
    private Optional<Mishap> mishap;
    private boolean begun;
    private int position;

    Performance(Script script, Pace pace, Optional<Mishap> mishap, Patience patience) {
        this.script = script;
        this.pace = pace;
        this.mishap = mishap;
        this.patience = patience;
        this.start = patience.now();
    }

    Script script() {
        return script;
    }

    /** Whether the next beat is still to be waited for: the moment to send on what is at hand. */
    boolean waits() {
        boolean stalls = mishap.filter(this::strikes).stream().anyMatch(wrong -> wrong.kind() == Mishap.Kind.STALL);
        return stalls || due() - patience.now() > 0;
    }

    /** The next beat, waiting for it. */
    Beat next() {
        if (!patience.waitUntil(due())) {
            return new Beat.Stopped();
        }
        Optional<Mishap> striking = mishap.filter(this::strikes);
        if (striking.isPresent()) {
            mishap = Optional.empty();
            return wrong(striking.get().kind());
        }
        if (!begun) {
            begun = true;
            return new Beat.Begin();
        }
        return position < script.length() ? script.beat(position++) : new Beat.End();
    }

    /** Waits as long as the whole script takes; false if nobody waits any more. */
    boolean sitThrough() {
        return patience.waitUntil(start + pace.after(script.length()));
    }

    private boolean strikes(Mishap wrong) {
        return position == Math.min(wrong.after(), script.length());
    }

    private long due() {
        return start + pace.after(Math.min(position, Math.max(0, script.length() - 1)));
    }

    private Beat wrong(Mishap.Kind kind) {
        if (kind != Mishap.Kind.STALL) {
            return new Beat.Wrong(kind);
        }
        return patience.sitOutSilence() ? new Beat.Wrong(Mishap.Kind.CUT) : new Beat.Stopped();
    }

    /** Ends the waiting, from whatever thread. */
    @Override
    public void close() {
        patience.end();
    }
}
