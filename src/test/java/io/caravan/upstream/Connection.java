package io.caravan.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One request's connection, in the hands of a {@link ScriptedUpstream.Script}. */
public final class Connection {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
    }

    /** A whole answer. */
    public void json(int status, String body, String... headers) throws IOException {
        whole(status, "application/json", body, headers);
    }

    /** A whole answer of any type. */
    public void whole(int status, String type, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        head.append("Content-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(bytes.length)
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        write(head.append("\r\n").toString());
        out.write(bytes);
        out.flush();
    }

    /** Begins an event stream. */
    public void startStream(String... headers) throws IOException {
        StringBuilder head = new StringBuilder(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        write(head.append("\r\n").toString());
    }

    /** A piece of the stream, in one write. */
    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    /** A piece of the stream, in one write. */
    public void send(byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(UTF_8));
        out.flush();
    }

    /** A piece of the stream, each byte in a write of its own. */
    public void sendByteByByte(String text) throws IOException {
        for (byte b : text.getBytes(UTF_8)) {
            send(new byte[] {b});
        }
    }

    /** Ends the stream as it should end. */
    public void endStream() throws IOException {
        write("0\r\n\r\n");
    }

    /** A whole stream. */
    public void stream(String... events) throws IOException {
        startStream();
        for (String event : events) {
            send(event);
        }
        endStream();
    }

    /** Anything at all. */
    public void write(String raw) throws IOException {
        out.write(raw.getBytes(UTF_8));
        out.flush();
    }

    /** Closes the connection. */
    public void cut() throws IOException {
        socket.close();
    }

    /** Resets the connection. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the gateway closes the connection, and tells how long that took. */
    public Duration awaitClose(Duration longest) throws IOException {
        long start = System.nanoTime();
        socket.setSoTimeout((int) longest.toMillis());
        try {
            while (in.read() >= 0) {
                // Nothing is expected.
            }
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (IOException reset) {
            // A reset closes as well.
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
