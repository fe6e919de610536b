package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Gemini's clients, answered by each of the vendors. */
class GenerateContentTest extends GatewayTest {

    private static final String HELLO = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void text_isACandidate(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Grüße \"🐫\"\n")));
        HttpResponse<String> answer = post(path(vendor, ":generateContent"), HELLO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(anonymous(answer.body())).isEqualTo(json("""
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Grüße \\"🐫\\"\\n"}]},
             "finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13}}\
            """));
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void stream_isServerSentEventsOrAnArray(Vendor vendor) throws Exception {
        UPSTREAM.always(connection -> connection.stream(vendor.stream("Hi", " 🐫")));
        HttpResponse<String> events = post(path(vendor, ":streamGenerateContent?alt=sse"), HELLO);
        HttpResponse<String> array = post(path(vendor, ":streamGenerateContent"), HELLO);
        List<JsonNode> pieces =
                data(events.body()).stream().map(GenerateContentTest::anonymous).toList();

        assertThat(events.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(events.body()).doesNotContain("[DONE]");
        assertThat(array.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        assertThat(StreamSupport.stream(json(array.body()).spliterator(), false)
                        .map(piece -> anonymous(piece.toString())))
                .isEqualTo(pieces);
        assertThat(pieces)
                .containsExactly(
                        json(
                                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]},\"index\":0}]}"),
                        json("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\""
                                + " 🐫\"}]},\"index\":0}]}"),
                        json("""
                            {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP",
                             "index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,
                             "totalTokenCount":13}}\
                            """));
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void cutStream_isAnErrorAndNoEnd(Vendor vendor) throws Exception {
        UPSTREAM.always(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("Hi"));
            connection.cut();
        });
        String events =
                post(path(vendor, ":streamGenerateContent?alt=sse"), HELLO).body();
        JsonNode array =
                json(post(path(vendor, ":streamGenerateContent"), HELLO).body());

        assertThat(events).contains("\"Hi\"").doesNotContain("finishReason").endsWith("\n\n");
        assertBrokenOff(json(data(events).getLast()));
        assertBrokenOff(array.get(array.size() - 1));
        assertThat(array.toString()).contains("\"Hi\"").doesNotContain("finishReason");
    }

    private static void assertBrokenOff(JsonNode error) {
        assertThat(error.at("/error/code").intValue()).isEqualTo(502);
        assertThat(error.at("/error/status").textValue()).isEqualTo("INTERNAL");
        assertThat(error.at("/error/message").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void silence_isFilledWithWhiteSpace(Vendor vendor) throws Exception {
        UPSTREAM.always(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("Hi"));
            connection.awaitClose(Duration.ofSeconds(10));
        });
        String events =
                post(path(vendor, ":streamGenerateContent?alt=sse"), HELLO).body();
        String array = post(path(vendor, ":streamGenerateContent"), HELLO).body();

        assertThat(events).contains("\n\n\n").doesNotContain(": ping");
        assertThat(array).contains("}\n");
        assertThat(json(array)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "401, 401, UNAUTHENTICATED",
        "403, 403, PERMISSION_DENIED",
        "404, 404, NOT_FOUND",
        "429, 429, RESOURCE_EXHAUSTED",
        "400, 400, INVALID_ARGUMENT",
        "500, 502, INTERNAL",
        "503, 503, UNAVAILABLE"
    })
    void refusal_hasGooglesStatus(int status, int expected, String word) throws Exception {
        for (Vendor vendor : List.of(Vendor.OPENAI, Vendor.ANTHROPIC, Vendor.GEMINI)) {
            for (String method : List.of(":generateContent", ":streamGenerateContent?alt=sse")) {
                UPSTREAM.next(connection -> connection.json(status, vendor.error(status, "No, really")));
                HttpResponse<String> answer = post(path(vendor, method), HELLO);

                assertThat(answer.statusCode()).isEqualTo(expected);
                assertThat(json(answer.body()).at("/error/code").intValue()).isEqualTo(expected);
                assertThat(json(answer.body()).at("/error/status").textValue()).isEqualTo(word);
                assertThat(json(answer.body()).at("/error/message").textValue()).contains("No, really");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        /v1beta/models/gemini-2.5-flash:embedContent    | {"contents":[{"parts":[{"text":"Hi"}]}]} | 404 | NOT_FOUND        | models/gemini-2.5-flash:embedContent is not found
        /v1beta/models/gemini-2.5-flash:generateContent | {"contents":[]}                          | 400 | INVALID_ARGUMENT | contents: must not be empty
        /v1beta/models/gemini-2.5-flash:generateContent | {                                        | 400 | INVALID_ARGUMENT | body: is not valid JSON
        /v1beta/models/nobody/x:generateContent         | {"contents":[{"parts":[{"text":"Hi"}]}]} | 400 | INVALID_ARGUMENT | Model nobody/x is not supported.
        """)
    void wrongRequest_isRefused(String path, String body, int code, String status, String message) throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(code);
        assertThat(json(answer.body()).at("/error/status").textValue()).isEqualTo(status);
        assertThat(json(answer.body()).at("/error/message").textValue()).startsWith(message);
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    /** The answer without what differs by vendor. */
    private static JsonNode anonymous(String body) {
        ObjectNode answer = (ObjectNode) json(body);
        assertThat(answer.remove("responseId").textValue()).isNotBlank();
        assertThat(answer.remove("modelVersion").textValue()).isNotBlank();
        if (answer.path("usageMetadata") instanceof ObjectNode usage) {
            assertThat(usage.remove("cost")).isNotNull();
        }
        return answer;
    }

    private static String path(Vendor vendor, String method) {
        return "/v1beta/models/" + vendor.model() + method;
    }
}
