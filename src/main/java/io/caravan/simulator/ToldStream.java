package io.caravan.simulator;

import io.caravan.http.BodySink;
import io.caravan.http.StreamingBody;
import java.io.IOException;

/** A performance, told in a provider's wire format as it goes on. */
final class ToldStream implements StreamingBody {

    private static final String NO_JSON = "{\"broken\": ";

    private final Performance performance;
    private final Events events;
    private final Recital recital;

    ToldStream(Performance performance, Events events, Recital recital) {
        this.performance = performance;
        this.events = events;
        this.recital = recital;
    }

    @Override
    public String contentType() {
        return events.contentType();
    }

    @Override
    public byte[] keepAlive() {
        return new byte[0];
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            if (performance.waits() || events.enough()) {
                events.sendTo(sink);
            }
            goesOn = tell(performance.next(), sink);
        }
        events.sendTo(sink);
    }

    /** Tells one beat; false if it was the last. */
    private boolean tell(Beat beat, BodySink sink) throws IOException {
        switch (beat) {
            case Beat.Begin _ -> recital.begin();
            case Beat.Thought thought -> recital.thought(thought.text());
            case Beat.Word word -> recital.word(word.text());
            case Beat.Argument argument -> recital.argument(argument);
            case Beat.End _ -> recital.end();
            case Beat.Wrong wrong -> goWrong(wrong.kind(), sink);
            case Beat.Stopped _ -> throw new IOException("nobody listens any more");
        }
        return !beat.last();
    }

    private void goWrong(Mishap.Kind kind, BodySink sink) throws IOException {
        switch (kind) {
            case CUT, STALL -> {
                events.sendTo(sink);
                sink.abort();
            }
            case ERROR -> recital.interrupt();
            case MALFORMED -> events.text(NO_JSON);
            case END -> {
                // What has been told is all that comes.
            }
        }
    }

    @Override
    public void close() {
        performance.close();
    }
}
