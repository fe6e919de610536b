package io.caravan.kafka;

import java.util.OptionalLong;
import java.util.TreeSet;

/** Which records of one partition are taken and not yet answered, and up to where they can be committed. */
public final class OffsetTracker {

    private static final long NONE = -1;

    private final TreeSet<Long> unanswered = new TreeSet<>();
    private long next = NONE;

    /** A record was taken. */
    public synchronized void begin(long offset) {
        unanswered.add(offset);
        next = Math.max(next, offset + 1);
    }

    /** A record has its answer. */
    public synchronized void answered(long offset) {
        unanswered.remove(offset);
    }

    /** The oldest offset without an answer, the one after the last if all have theirs; none if there never was one. */
    public synchronized OptionalLong committable() {
        if (next == NONE) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(unanswered.isEmpty() ? next : unanswered.first());
    }
}
