package io.caravan.chat;

import java.util.Optional;

/**
 * An answer that arrives piece by piece and is pulled: reading waits for the provider, closing early
 * cancels the provider's call. Not for use by two threads at once, except {@link #close}.
 */
public non-sealed interface ChatStream extends ChatAnswer, AutoCloseable {

    /** What every piece of the stream has in common. */
    Head head();

    /**
     * The next piece, or nothing once the provider has said that it is done.
     *
     * @throws io.caravan.error.GatewayException if the stream broke off, stalled or carried an error
     */
    Optional<ChatChunk> next();

    /** Runs the action each time before {@link #next} waits for the provider: the moment to send on what is at hand. */
    void beforeWait(Runnable action);

    /** Ends the provider's call if it is still running. Never fails, and may be called more than once. */
    @Override
    void close();

    /**
     * The members that are the same in all chunks.
     *
     * @param created seconds since 1970
     */
    record Head(String id, long created, String model) {}
}
