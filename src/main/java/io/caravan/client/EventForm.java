package io.caravan.client;

import io.caravan.chat.ChatChunk;
import io.caravan.error.GatewayException;
import java.io.IOException;

/** How one streamed answer looks to its client, event by event. Made for each stream, not thread-safe. */
public interface EventForm extends AutoCloseable {

    /** The media type of the whole. */
    default String contentType() {
        return "text/event-stream";
    }

    /** What may be sent while nothing comes, as it stands on the wire; empty if nothing may. */
    byte[] ping();

    /** Adds the events that the next piece of the answer makes, which may be none. */
    void write(ChatChunk chunk, Events events) throws IOException;

    /** Adds the events that tell that the answer is whole. */
    void end(Events events) throws IOException;

    /** Adds the event that tells that the answer failed; nothing comes after it. */
    void fail(GatewayException failure, String requestId, Events events) throws IOException;

    @Override
    default void close() {
        // Most forms hold nothing.
    }
}
