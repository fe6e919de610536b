package io.caravan.pacing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The way to one provider. When the provider refuses a call because there are too many, nobody passes until the time that
 * it has said; then one at a time, and with each answer more, fast up to half of what was too much and slowly from there on.
 */
public final class Gate {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WANTED = Duration.ofHours(1);

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private double width;
    private double careful;
    private int passed;
    private int refusals;
    private long opens = System.nanoTime();
    private Duration pause = Duration.ZERO;

    /**
     * @param most calls that may be under way at one time
     */
    public Gate(int most) {
        this.most = most;
        this.width = most;
        this.careful = most;
    }

    /**
     * Waits for its turn, but not if that cannot come in time.
     *
     * @param longest how long to wait
     * @param over whether the wait is of no use any longer; to be told by {@link #wake} when it changes
     */
    public Optional<Pass> pass(Duration longest, BooleanSupplier over) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (closed() > 0 || passed >= (int) width) {
                long wait = closed() > 0 ? closed() : left;
                if (left <= 0 || wait > left || over.getAsBoolean()) {
                    return Optional.empty();
                }
                left -= wait - changed.awaitNanos(wait);
            }
            passed++;
            return Optional.of(new Pass(refusals));
        } finally {
            lock.unlock();
        }
    }

    /** Lets all who wait see whether they still have to. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** When somebody may pass again, zero if that is now. */
    public Duration opensIn() {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, closed()));
        } finally {
            lock.unlock();
        }
    }

    private long closed() {
        return opens - System.nanoTime();
    }

    private void widen() {
        width = Math.min(most, width + (width < careful ? 1 : 1 / width));
        pause = Duration.ZERO;
    }

    private void close(Optional<Duration> wanted) {
        refusals++;
        careful = Math.max(1, passed / 2.0);
        width = 1;
        pause = wanted.orElseGet(this::longerPause);
        closeFor(pause);
    }

    private Duration longerPause() {
        Duration longer = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
        return shorter(longer, LONGEST_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void closeFor(Duration time) {
        long then = System.nanoTime() + shorter(time, LONGEST_WANTED).toNanos();
        opens = then - opens > 0 ? then : opens;
    }

    /** One call that was let through, of which it is to be told how it went. */
    public final class Pass {

        private final int before;
        private final AtomicBoolean used = new AtomicBoolean();

        private Pass(int before) {
            this.before = before;
        }

        /** The provider has answered. */
        public void answered() {
            end(() -> {
                if (before == refusals) {
                    widen();
                }
            });
        }

        /**
         * The provider has refused the call because there are too many.
         *
         * @param wanted how long it wants to be left in peace, if it has said so
         */
        public void refused(Optional<Duration> wanted) {
            end(() -> {
                if (before == refusals) {
                    close(wanted);
                } else {
                    // Others that passed with it have closed the gate already.
                    wanted.ifPresent(Gate.this::closeFor);
                }
            });
        }

        /** The call has ended in any other way. */
        public void ended() {
            end(() -> {});
        }

        private void end(Runnable news) {
            if (used.getAndSet(true)) {
                return;
            }
            lock.lock();
            try {
                news.run();
                passed--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
