package io.caravan.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by being waited for. */
final class FakePatience implements Patience {

    private final List<Long> waits = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private long leavesAfter = Long.MAX_VALUE;
    private boolean ended;

    /** From now on whoever waits leaves after so much more time. */
    FakePatience leavingAfter(Duration patience) {
        leavesAfter = now + patience.toNanos();
        return this;
    }

    /** Lets time go by that nobody waits for. */
    void pass(Duration time) {
        now += time.toNanos();
    }

    /** How long each wait was, in milliseconds. */
    List<Long> waits() {
        return List.copyOf(waits);
    }

    boolean ended() {
        return ended;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean waitUntil(long moment) {
        if (!ended && moment > now) {
            ended = moment > leavesAfter;
            waits.add((Math.min(moment, leavesAfter) - now) / 1_000_000);
            now = Math.min(moment, leavesAfter);
        }
        return !ended;
    }

    @Override
    public void end() {
        ended = true;
    }
}
