package io.caravan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.RawClient.Answer;
import io.caravan.upstream.Vendor;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class IncomingBodyTest extends GatewayTest {

    private static final String GOOD = chat("openai/gpt-4o");
    private static final String[] JSON_TYPE = {"Content-Type", "application/json"};
    private static final int LIMIT = 32 * 1024 * 1024;

    @BeforeEach
    void answer() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
    }

    @Test
    void memberThatIsTooLongForAHeader_isAnsweredAllTheSame() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, Vendor.ANTHROPIC.answer("Hi")));
        String request = chat(Vendor.ANTHROPIC.model(), ",\"a\\r\\nb\":1,\"" + "x".repeat(9_000) + "\":1");

        HttpResponse<String> answer = post("/llm/generate", request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).contains("a??b,...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "APPLICATION/JSON",
                "application/vnd.acme+json",
                "application/x-www-form-urlencoded",
                "text/plain"
            })
    void contentTypeThatMayHoldJson_isAccepted(String type) throws Exception {
        String request = GOOD.replace("Hello", "Grüße = & % +");

        assertThat(post("/llm/generate", request, "Content-Type", type).statusCode())
                .isEqualTo(200);
        assertThat(json(UPSTREAM.lastRequest().body()).at("/messages/0/content").textValue())
                .isEqualTo("Grüße = & % +");
    }

    @Test
    void noContentType_isAccepted() throws Exception {
        assertThat(post("/v1/chat/completions", GOOD).statusCode()).isEqualTo(200);
    }

    @Test
    void byteOrderMark_isPassedOver() throws Exception {
        assertThat(post("/llm/generate", "\uFEFF" + GOOD, JSON_TYPE).statusCode())
                .isEqualTo(200);
    }

    @Test
    void chunkedBody_isAccepted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/llm/generate"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(GOOD.getBytes(UTF_8))))
                .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Content-Type     | text/html
        Content-Type     | application/xml
        Content-Type     | multipart/form-data; boundary=x
        Content-Type     | application/json; charset=iso-8859-1
        Content-Type     | application/json; charset=utf-16
        Content-Encoding | br
        Content-Encoding | gzip, gzip
        """)
    void typeOrCodingThatCannotBeRead_is415(String header, String value) throws Exception {
        HttpResponse<String> answer = post("/llm/generate", GOOD, header, value);

        assertRefused(answer, 415, "UnsupportedMediaType");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void bodyThatIsNoObjectOfJson_is400(String name, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/llm/generate"))
                .headers(JSON_TYPE)
                .POST(BodyPublishers.ofByteArray(body))
                .build();

        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        assertRefused(answer, 400, "ValidationError");
        assertThat(json(answer.body()).at("/error/param").textValue()).isEqualTo("body");
    }

    private static Stream<Arguments> notJson() {
        return Map.of(
                        "broken",
                        GOOD.substring(0, GOOD.length() - 3),
                        "empty",
                        "",
                        "blank",
                        " \n",
                        "array",
                        "[" + GOOD + "]",
                        "string",
                        "\"Hello\"",
                        "null",
                        "null",
                        "trailing garbage",
                        GOOD + " x",
                        "two objects",
                        GOOD + GOOD,
                        "deep nesting",
                        "[".repeat(100_000),
                        "deep member",
                        GOOD.replace("}]}", "}],\"x\":" + "{\"x\":".repeat(200) + "1" + "}".repeat(201)))
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue().getBytes(UTF_8)));
    }

    @Test
    void bytesThatAreNotUtf8_are400() throws Exception {
        byte[] latin = GOOD.replace("Hello", "Grüße").getBytes(ISO_8859_1);
        HttpRequest request = HttpRequest.newBuilder(uri("/llm/generate"))
                .POST(BodyPublishers.ofByteArray(latin))
                .build();

        assertRefused(HTTP.send(request, BodyHandlers.ofString()), 400, "ValidationError");
    }

    @Test
    void bodyOfTheLimit_isRead() throws Exception {
        String big = GOOD.replace("Hello", "x".repeat(LIMIT - GOOD.length() + "Hello".length()));

        assertThat(post("/llm/generate", big, JSON_TYPE).statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.lastRequest().body()).hasSizeGreaterThan(LIMIT - 100);
    }

    @Test
    void lengthOverTheLimit_is413BeforeTheBodyIsSent() throws Exception {
        try (RawClient client = new RawClient(port)) {
            client.write(head("Content-Length: " + (LIMIT + 1L)));

            assertRefused(client.answer(), 413, "RequestTooLarge");
        }
    }

    @Test
    void chunksOverTheLimit_are413BeforeTheBodyEnds() throws Exception {
        byte[] chunk = ("100000\r\n" + " ".repeat(0x100000) + "\r\n").getBytes(UTF_8);
        try (RawClient client = new RawClient(port)) {
            client.write(head("Transfer-Encoding: chunked"));
            for (int sent = 0; sent <= LIMIT; sent += 0x100000) {
                client.write(chunk);
            }

            assertRefused(client.answer(), 413, "RequestTooLarge");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/llm/generate,        /error/type,   ValidationError",
        "/v1/chat/completions, /error/type,   invalid_request_error",
        "/v1/messages,         /error/type,   invalid_request_error",
        "/v1beta/models/gpt-4o:generateContent, /error/status, INVALID_ARGUMENT"
    })
    void brokenChunk_isRefusedInTheErrorFormOfItsPath(String path, String pointer, String value) throws Exception {
        for (String chunk : List.of("zz\r\n", "-1\r\n", "\r\n", "123456789\r\n", "2\r\n{}x\r\n", "2;\rx\r\n")) {
            try (RawClient client = new RawClient(port)) {
                client.write(head("Transfer-Encoding: chunked").replace("/llm/generate", path) + chunk);
                Answer answer = client.answer();

                assertThat(answer.status()).as(chunk).isEqualTo(400);
                assertThat(answer.headers()).containsKey("x-request-id");
                assertThat(json(answer.body()).at(pointer).textValue())
                        .as(chunk)
                        .isEqualTo(value);
            }
        }
        Awaitility.await().until(() -> calls.size() == 0);
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void clientThatLeavesInTheMiddleOfItsBody_isForgotten(CapturedOutput output) throws Exception {
        try (Socket client = new Socket("localhost", port)) {
            String half = head("Content-Length: 1000") + GOOD.substring(0, 20);
            client.getOutputStream().write(half.getBytes(UTF_8));
            Awaitility.await().until(() -> calls.size() == 1);
        }
        Awaitility.await().until(() -> calls.size() == 0);

        assertThat(UPSTREAM.requests()).isEmpty();
        assertThat(output.getOut()).doesNotContain("ERROR").doesNotContain("\tat ");
        assertThat(post("/llm/generate", GOOD).statusCode()).isEqualTo(200);
    }

    private static String head(String length) {
        return "POST /llm/generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length
                + "\r\n\r\n";
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String type) {
        assertRefused(new Answer(answer.statusCode(), Map.of(), answer.body()), status, type);
    }

    private static void assertRefused(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        JsonNode body = json(answer.body());
        assertThat(body.path("detail").textValue()).isNotBlank();
        assertThat(body.at("/error/type").textValue()).isEqualTo(type);
        assertThat(UPSTREAM.requests()).isEmpty();
    }
}
