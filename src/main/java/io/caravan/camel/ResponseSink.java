package io.caravan.camel;

import io.caravan.http.BodySink;
import io.caravan.http.ClientConnection;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** A response that is written piece by piece, with pings where it falls silent. */
final class ResponseSink implements BodySink {

    private final HttpServletResponse response;
    private final OutputStream out;
    private final byte[] ping;
    private final long silence;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long lastWrite = System.nanoTime();
    private boolean ended;

    ResponseSink(HttpServletResponse response, byte[] ping, Duration silence) throws IOException {
        this.response = response;
        this.out = response.getOutputStream();
        this.ping = ping;
        this.silence = silence.toNanos();
    }

    /** Sends the head, so that the client knows that it was heard. */
    void begin() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            out.write(bytes, offset, length);
            out.flush();
            lastWrite = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Completes the body. */
    void end() throws IOException {
        lock.lock();
        try {
            ended = true;
            out.close();
        } finally {
            lock.unlock();
        }
    }

    /** No ping comes after this, however the body has ended: the response may soon be another's. */
    void stop() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abort() throws IOException {
        ClientConnection.current().ifPresent(ClientConnection::abort);
        throw new IOException("the response was broken off on purpose");
    }

    /** Sends a ping, on a thread of its own since a client that does not read would hold it up. */
    void pingIfSilent() {
        if (ping.length > 0 && System.nanoTime() - lastWrite > silence && !lock.isLocked()) {
            lastWrite = System.nanoTime();
            Thread.ofVirtual().name("ping").start(this::ping);
        }
    }

    private void ping() {
        if (lock.tryLock()) {
            try {
                if (!ended) {
                    out.write(ping);
                    out.flush();
                }
            } catch (IOException _) {
                // The client is gone, which its connection tells.
            } finally {
                lock.unlock();
            }
        }
    }
}
