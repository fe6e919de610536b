package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Calls;
import io.caravan.upstream.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running gateway whose providers are all one {@link ScriptedUpstream}, with timeouts short enough to wait for. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class GatewayTest {

    protected static final ScriptedUpstream UPSTREAM = upstream();
    protected static final ObjectMapper JSON = new ObjectMapper();
    protected static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a request with no special wish answers. */
    protected static final String OPENAI_ANSWER = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1770000000,"model":"gpt-4o-2024-08-06",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null},"logprobs":null,\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}\
        """;

    @LocalServerPort
    protected int port;

    @Autowired
    protected Calls calls;

    private static ScriptedUpstream upstream() {
        try {
            return new ScriptedUpstream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("OPENAI_API_KEY", () -> "sk-openai-canary");
        registry.add("OPENAI_BASE_URL", () -> UPSTREAM.url() + "/v1");
        registry.add("ANTHROPIC_API_KEY", () -> "sk-ant-canary");
        registry.add("ANTHROPIC_BASE_URL", UPSTREAM::url);
        registry.add("GEMINI_API_KEY", () -> "AIza-canary");
        registry.add("GEMINI_BASE_URL", UPSTREAM::url);
        registry.add("DIFY_API_KEY", () -> "app-dify-canary");
        registry.add("DIFY_BASE_URL", () -> UPSTREAM.url() + "/v1");
        registry.add("ERNIE_API_KEY", () -> "bce-v3/canary");
        registry.add("ERNIE_BASE_URL", () -> UPSTREAM.url() + "/v2");
        registry.add("ERNIE_API_ID", () -> "ernie-id-canary");
        registry.add("ERNIE_API_SECRET", () -> "ernie-secret+canary/=");
        registry.add("ERNIE_LEGACY_BASE_URL", UPSTREAM::url);
        // One provider where nobody listens, and one that does not speak TLS though its address says so.
        registry.add("DEEPSEEK_API_KEY", () -> "sk-deepseek-canary");
        registry.add("DEEPSEEK_BASE_URL", () -> "http://localhost:" + closedPort());
        registry.add("XAI_API_KEY", () -> "xai-canary");
        registry.add("XAI_BASE_URL", () -> "https://localhost:" + UPSTREAM.port() + "/v1");
        registry.add("caravan.timeouts.connect", () -> "1s");
        registry.add("caravan.timeouts.first-token", () -> "1500ms");
        registry.add("caravan.timeouts.idle", () -> "1s");
        registry.add("caravan.timeouts.total", () -> "6s");
        registry.add("caravan.stream.ping", () -> "300ms");
    }

    /** Nothing of an earlier test is still under way. */
    @BeforeEach
    void forget() {
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> calls.size() == 0);
        UPSTREAM.reset();
    }

    protected URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    protected HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(request(path, body, headers), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    protected HttpRequest request(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** The data of the events of a stream, in order. */
    protected static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    protected static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A client that does with its connection what it likes. */
    protected Socket connect(String path, String body) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(UTF_8).length + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
        return socket;
    }

    protected static String chat(String model) {
        return chat(model, "");
    }

    /** A request with further members, which begin with a comma. */
    protected static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }
}
