package io.caravan.simulator;

/**
 * When each token is due, counted from the start so that no delay adds up.
 *
 * @param firstNanos until the first token
 * @param perSecond tokens; 0 means all at once
 */
record Pace(long firstNanos, int perSecond) {

    private static final long SECOND = 1_000_000_000;

    /** Nanoseconds from the start until that many tokens have gone before. */
    long after(int tokens) {
        return perSecond == 0 ? firstNanos : firstNanos + tokens * SECOND / perSecond;
    }
}
