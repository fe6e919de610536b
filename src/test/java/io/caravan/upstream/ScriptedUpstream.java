package io.caravan.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/**
 * A provider over real HTTP that records what it is asked and answers as a test has scripted, down to the byte:
 * it can stall, split, cut and reset.
 */
public final class ScriptedUpstream implements AutoCloseable {

    private final ServerSocket server;
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final LinkedBlockingDeque<Script> scripts = new LinkedBlockingDeque<>();
    private volatile Script standing = connection -> connection.json(500, "{\"error\":{\"message\":\"no script\"}}");

    /** How one request is answered. */
    public interface Script {
        void answer(Connection connection) throws Exception;
    }

    /** A request as it arrived; header names in lower case. */
    public record Recorded(String method, String path, Map<String, String> headers, String body) {}

    public ScriptedUpstream() throws IOException {
        server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The address, without a slash at the end. */
    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The answer to every request that no other script was queued for. */
    public void always(Script script) {
        standing = script;
    }

    /** The answer to the next request. */
    public void next(Script script) {
        scripts.add(script);
    }

    public List<Recorded> requests() {
        return List.copyOf(requests);
    }

    public Recorded lastRequest() {
        return requests.getLast();
    }

    /** Forgets what was recorded and scripted. */
    public void reset() {
        requests.clear();
        scripts.clear();
        standing = connection -> connection.json(500, "{\"error\":{\"message\":\"no script\"}}");
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                Recorded request = read(in);
                Supplier<Script> standingScript = () -> standing;
                Script script = scripts.poll();
                requests.add(request);
                (script == null ? standingScript.get() : script).answer(new Connection(socket, in));
            }
        } catch (Exception _) {
            // The connection has ended, by script or by the gateway.
        } finally {
            connections.remove(socket);
        }
    }

    private static Recorded read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Recorded(start[0], start[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("end of connection");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
