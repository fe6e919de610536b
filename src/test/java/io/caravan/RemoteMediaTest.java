package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Connection;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import io.caravan.upstream.Vendor;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Pictures and documents by address. The provider's machine also serves them. */
class RemoteMediaTest extends GatewayTest {

    private static final String GIF = "GIF89a, said the picture";
    private static final String GIF_BASE64 = "R0lGODlhLCBzYWlkIHRoZSBwaWN0dXJl";
    private static final String GIF_URL = "data:image/gif;base64," + GIF_BASE64;

    @DynamicPropertySource
    static void fetching(DynamicPropertyRegistry registry) {
        registry.add("caravan.media.allowed-hosts", () -> "localhost");
        registry.add("caravan.media.ports", () -> UPSTREAM.port());
        registry.add("caravan.media.timeout", () -> "1s");
        registry.add("OLLAMA_BASE_URL", () -> UPSTREAM.url() + "/v1");
    }

    @BeforeEach
    void serve() {
        UPSTREAM.always(connection -> answer(connection, "image/gif", GIF));
    }

    private static void answer(Connection connection, String type, String file) throws IOException {
        Recorded asked = UPSTREAM.lastRequest();
        if (asked.method().equals("GET")) {
            connection.whole(200, type, file);
        } else {
            connection.json(200, vendor(asked.path()).answer("Hi"));
        }
    }

    private static Vendor vendor(String path) {
        return path.contains("messages")
                ? Vendor.ANTHROPIC
                : path.contains("generateContent") ? Vendor.GEMINI : Vendor.OPENAI;
    }

    @Test
    void picture_reachesGeminiAsBytes() throws Exception {
        assertThat(ask(Vendor.GEMINI.model(), image(UPSTREAM.url() + "/a.gif")).statusCode())
                .isEqualTo(200);

        assertThat(methods()).containsExactly("GET", "POST");
        assertThat(sent().at("/contents/0/parts/1/inlineData"))
                .isEqualTo(json("{\"mimeType\":\"image/gif\",\"data\":\"" + GIF_BASE64 + "\"}"));
    }

    @Test
    void document_reachesGeminiAsBytes() throws Exception {
        UPSTREAM.always(connection -> answer(connection, "application/pdf", "%PDF-1.7 and so on"));
        String file = "{\"type\":\"file\",\"file\":{\"file_data\":\"" + UPSTREAM.url() + "/a.pdf\"}}";
        assertThat(ask(Vendor.GEMINI.model(), file).statusCode()).isEqualTo(200);

        assertThat(sent().at("/contents/0/parts/1/inlineData"))
                .isEqualTo(json("{\"mimeType\":\"application/pdf\",\"data\":\"JVBERi0xLjcgYW5kIHNvIG9u\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://generativelanguage.googleapis.com/v1beta/files/abc",
                "https://www.youtube.com/watch?v=abc",
                "https://youtu.be/abc"
            })
    void googlesOwnAddress_reachesGeminiAsItIs(String url) throws Exception {
        assertThat(ask(Vendor.GEMINI.model(), image(url)).statusCode()).isEqualTo(200);

        assertThat(methods()).containsExactly("POST");
        assertThat(sent().at("/contents/0/parts/1/fileData/fileUri").textValue())
                .isEqualTo(url);
    }

    @Test
    void pictureWithoutTls_reachesAnthropicAsBytes() throws Exception {
        assertThat(ask(Vendor.ANTHROPIC.model(), image(UPSTREAM.url() + "/a.gif"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(methods()).containsExactly("GET", "POST");
        assertThat(sent().at("/messages/0/content/1/source"))
                .isEqualTo(json("{\"type\":\"base64\",\"media_type\":\"image/gif\",\"data\":\"" + GIF_BASE64 + "\"}"));
    }

    @Test
    void pictureWithTls_reachesAnthropicAsAddress() throws Exception {
        assertThat(ask(Vendor.ANTHROPIC.model(), image("https://example.com/a.gif"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(methods()).containsExactly("POST");
        assertThat(sent().at("/messages/0/content/1/source"))
                .isEqualTo(json("{\"type\":\"url\",\"url\":\"https://example.com/a.gif\"}"));
    }

    @Test
    void picture_reachesOpenAiAsAddress() throws Exception {
        assertThat(ask(Vendor.OPENAI.model(), image(UPSTREAM.url() + "/a.gif")).statusCode())
                .isEqualTo(200);

        assertThat(methods()).containsExactly("POST");
        assertThat(sent().at("/messages/0/content/1/image_url/url").textValue()).isEqualTo(UPSTREAM.url() + "/a.gif");
    }

    @Test
    void picture_reachesOllamaAsBytes() throws Exception {
        assertThat(ask("ollama/llava", image(UPSTREAM.url() + "/a.gif")).statusCode())
                .isEqualTo(200);

        assertThat(sent().at("/messages/0/content/1/image_url/url").textValue()).isEqualTo(GIF_URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:%d/", "http://[::1]:%d/", "http://2130706433:%d/", "http://unknown.invalid:%d/"
            })
    void addressThatMayNotBeFetched_isRefusedInTheWordsOfOneThatCannotBe(String url) throws Exception {
        HttpResponse<String> answer = ask(Vendor.GEMINI.model(), image(url.formatted(UPSTREAM.port())));

        assertRefused(answer, "could not be fetched from its address");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void redirectToAPrivateAddress_isNotFollowed() throws Exception {
        UPSTREAM.always(connection ->
                connection.whole(302, "text/html", "", "Location: http://127.0.0.1:" + UPSTREAM.port() + "/secret"));

        assertRefused(
                ask(Vendor.GEMINI.model(), image(UPSTREAM.url() + "/a.gif")), "could not be fetched from its address");
        assertThat(UPSTREAM.requests()).extracting(Recorded::path).containsExactly("/a.gif");
    }

    @Test
    void slowServer_isTheRequestsFault() throws Exception {
        UPSTREAM.always(connection -> connection.awaitClose(Duration.ofSeconds(5)));

        assertRefused(
                ask(Vendor.GEMINI.model(), image(UPSTREAM.url() + "/a.gif")), "took longer than 1000 ms to fetch");
    }

    @Test
    void fileThatIsNoPicture_isRefused() throws Exception {
        UPSTREAM.always(connection -> connection.whole(200, "image/png", "<html>Log in</html>"));

        assertRefused(
                ask(Vendor.GEMINI.model(), image(UPSTREAM.url() + "/a.gif")),
                "is not the image/png that its server says it is");
    }

    @Test
    void clientThatLeaves_endsTheFetching() throws Exception {
        var closed = new CompletableFuture<Duration>();
        var asked = new CompletableFuture<Boolean>();
        UPSTREAM.always(connection -> {
            asked.complete(true);
            closed.complete(connection.awaitClose(Duration.ofSeconds(5)));
        });
        Socket client = connect("/llm/generate", request(Vendor.GEMINI.model(), image(UPSTREAM.url() + "/a.gif")));
        asked.get(5, TimeUnit.SECONDS);
        client.close();

        assertThat(closed.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofMillis(800));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GEMINI"})
    void requestWithoutAddresses_fetchesNothing(Vendor vendor) throws Exception {
        assertThat(ask(vendor.model(), image(GIF_URL)).statusCode()).isEqualTo(200);

        assertThat(methods()).containsExactly("POST");
    }

    private static void assertRefused(HttpResponse<String> answer, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("type").textValue()).isEqualTo("ValidationError");
        assertThat(error.path("message").textValue()).isEqualTo("messages.0.content.1: " + reason);
        assertThat(error.path("fields").toString()).contains("messages.0.content.1");
    }

    private HttpResponse<String> ask(String model, String part) throws IOException, InterruptedException {
        return post("/llm/generate", request(model, part));
    }

    private static String request(String model, String part) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"Look\"}," + part + "]}]}";
    }

    private static String image(String url) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}";
    }

    private static List<String> methods() {
        return UPSTREAM.requests().stream().map(Recorded::method).toList();
    }

    private static JsonNode sent() {
        return json(UPSTREAM.lastRequest().body());
    }
}
