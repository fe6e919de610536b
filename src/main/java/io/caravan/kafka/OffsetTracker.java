package io.caravan.kafka;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which records of one partition are taken and not yet answered, and up to where they can be committed. */
public final class OffsetTracker {

    private static final long NONE = -1;

    private final Progress before;
    private final TreeSet<Long> unanswered = new TreeSet<>();
    private final Set<Long> early = new HashSet<>();
    private long next = NONE;

    /**
     * @param before how far someone else had come
     */
    public OffsetTracker(Progress before) {
        this.before = before;
    }

    /** Takes a record; whether that leaves it to be answered. */
    public synchronized boolean take(long offset) {
        next = Math.max(next, offset + 1);
        return !early.remove(offset) && !before.answered(offset) && unanswered.add(offset);
    }

    /** Whether someone else had begun with the record, and may have answered it. */
    public boolean repeats(long offset) {
        return before.begun(offset);
    }

    /** A record has its answer, which may have been begun before the partition was lost and come back. */
    public synchronized void answered(long offset) {
        if (!unanswered.remove(offset) && offset >= next) {
            early.add(offset);
        }
    }

    /** How far the records have come, unless none was ever taken. */
    public synchronized Optional<Progress> progress() {
        if (next == NONE) {
            return Optional.empty();
        }
        long oldest = unanswered.isEmpty() ? next : unanswered.first();
        return Optional.of(new Progress(oldest, Math.max(next, before.begun()), answeredSince(oldest)));
    }

    private BitSet answeredSince(long oldest) {
        BitSet answered = new BitSet();
        answered.set(0, distance(oldest, next));
        unanswered.headSet(oldest + Progress.WINDOW).forEach(offset -> answered.clear(distance(oldest, offset)));
        for (int i = distance(oldest, next); i < distance(oldest, before.begun()); i++) {
            answered.set(i, before.answered(oldest + i));
        }
        return answered;
    }

    private static int distance(long oldest, long offset) {
        return Math.clamp(offset - oldest, 0, Progress.WINDOW);
    }
}
