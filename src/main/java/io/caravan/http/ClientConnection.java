package io.caravan.http;

import java.io.IOException;
import java.util.Optional;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The connection on which a request came. Servlets cannot be told that a client has left while they wait for
 * something else; this asks the socket itself, in the window in which nobody else reads from it: after the request's
 * body was read and before the response is complete.
 */
public final class ClientConnection {

    private static final ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();

    private final SocketWrapperBase<?> socket;
    private boolean watched;

    private ClientConnection(SocketWrapperBase<?> socket) {
        this.socket = socket;
    }

    /** The connection of the request that the running thread serves, unless it came another way than HTTP/1.1. */
    public static Optional<ClientConnection> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    static <T> T serving(SocketWrapperBase<?> socket, ScopedValue.CallableOp<T, IOException> service)
            throws IOException {
        return ScopedValue.where(CURRENT, new ClientConnection(socket)).call(service);
    }

    /** From now on, until {@link #release}, nobody else reads from the connection. */
    public synchronized void watch() {
        watched = true;
    }

    /** The window has closed. */
    public synchronized void release() {
        watched = false;
    }

    /** Whether the client has closed its side; false while the connection is not watched. */
    public synchronized boolean gone() {
        if (!watched) {
            return false;
        }
        try {
            socket.isReadyForRead();
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** Cuts the connection at once. */
    public void abort() {
        socket.close();
    }
}
