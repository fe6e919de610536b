package io.caravan.provider;

/** Tells providers that an answer is no longer wanted. */
@FunctionalInterface
public interface Canceller {

    /** Sends the word to stop without waiting for what comes of it. */
    void cancel(UpstreamRequest request);
}
