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

    /** What a key is exchanged for, where a provider wants that, unless a test says otherwise. */
    public static final String TOKEN = "24.canary0123456789abcdef.2592000.1770000000.282335-1";

    private static final Script GIVE_TOKEN =
            connection -> connection.json(200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":2592000}");

    private final ServerSocket server;
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final List<Recorded> tokenRequests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final LinkedBlockingDeque<Script> scripts = new LinkedBlockingDeque<>();
    private volatile Script standing = connection -> connection.json(500, "{\"error\":{\"message\":\"no script\"}}");

    private volatile Script tokens = GIVE_TOKEN;

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

    /** The answer to every request for an access token; these are kept apart from all others. */
    public void tokens(Script script) {
        tokens = script;
    }

    public List<Recorded> requests() {
        return List.copyOf(requests);
    }

    public List<Recorded> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    public Recorded lastRequest() {
        return requests.getLast();
    }

    /** Forgets what was recorded and scripted. */
    public void reset() {
        requests.clear();
        tokenRequests.clear();
        scripts.clear();
        tokens = GIVE_TOKEN;
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
                if (request.path().startsWith("/oauth/")) {
                    tokenRequests.add(request);
                    tokens.answer(new Connection(socket, in));
                    continue;
                }
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
