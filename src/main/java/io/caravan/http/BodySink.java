package io.caravan.http;

import java.io.IOException;

/** Where a {@link StreamingBody} goes. */
public interface BodySink {

    /**
     * Sends the bytes on their way at once.
     *
     * @throws IOException if the client is gone
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Breaks the connection, so that the client sees that the body is not whole. */
    void abort() throws IOException;
}
