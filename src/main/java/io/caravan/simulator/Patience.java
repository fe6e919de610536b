package io.caravan.simulator;

import java.time.Duration;

/** Time to wait in: a clock, and waits that can be ended from outside. */
interface Patience {

    /** The longest silence that anyone sits out. */
    Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /** Nanoseconds, of use only next to each other. */
    long now();

    /**
     * Waits until {@link #now} has come to a moment.
     *
     * @return whether it has; false if the waiting was ended before
     */
    boolean waitUntil(long moment);

    /** Waits in silence, for minutes; false if that was ended before. */
    default boolean sitOutSilence() {
        return waitUntil(now() + LONGEST_SILENCE.toNanos());
    }

    /** Ends the wait that there is and all that come. */
    void end();
}
