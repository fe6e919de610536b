package io.caravan.http;

import java.io.IOException;

/** A response body that is made while it is written. */
public interface StreamingBody extends AutoCloseable {

    /** The media type, for example {@code text/event-stream}. */
    String contentType();

    /**
     * Writes the whole body, waiting where it has to.
     *
     * @throws IOException if the client is gone
     */
    void writeTo(BodySink sink) throws IOException;

    /** What may be written between two writes to keep a silent connection alive; empty if nothing may. */
    byte[] keepAlive();

    /** Ends what the body is made from. Called once, whether it was written to its end or not. */
    @Override
    void close();
}
