package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.upstream.Vendor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's clients, answered by each of the vendors. */
class MessagesTest extends GatewayTest {

    private static final String PATH = "/v1/messages";

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void text_isAMessage(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Grüße \"🐫\"\n")));
        HttpResponse<String> answer = post(PATH, ask(vendor, ""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(anonymous(answer.body())).isEqualTo(json("""
            {"type":"message","role":"assistant","content":[{"type":"text","text":"Grüße \\"🐫\\"\\n"}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,
             "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}}\
            """));
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void stream_isTheSequenceOfEvents(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.stream("Hi", " 🐫")));
        HttpResponse<String> answer = post(PATH, ask(vendor, ",\"stream\":true"));
        List<String> events = events(answer);

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(events)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(data(answer.body()))
                .contains("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                        + " 🐫\"}}");
        JsonNode end = json(data(answer.body()).get(events.size() - 2));
        assertThat(end.at("/delta/stop_reason").textValue()).isEqualTo("end_turn");
        assertThat(end.at("/usage/input_tokens").intValue()).isEqualTo(9);
        assertThat(end.at("/usage/output_tokens").intValue()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void cutStream_isAnErrorAndNoEnd(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("Hi"));
            connection.cut();
        });
        HttpResponse<String> answer = post(PATH, ask(vendor, ",\"stream\":true"));

        assertThat(events(answer)).endsWith("error").doesNotContain("message_delta", "message_stop");
        JsonNode error = json(data(answer.body()).getLast());
        assertThat(error.path("type").textValue()).isEqualTo("error");
        assertThat(error.at("/error/type").textValue()).isEqualTo("api_error");
        assertThat(error.at("/error/message").textValue()).isNotBlank();
        assertThat(error.path("request_id").textValue())
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void silence_isFilledWithPings(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("Hi"));
            connection.awaitClose(Duration.ofSeconds(10));
        });
        List<String> events = events(post(PATH, ask(vendor, ",\"stream\":true")));

        assertThat(events.stream().filter("ping"::equals).count()).isGreaterThan(1);
        assertThat(events).endsWith("error");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 401, authentication_error",
        "403, 403, permission_error",
        "404, 404, not_found_error",
        "413, 413, request_too_large",
        "429, 429, rate_limit_error",
        "400, 400, invalid_request_error",
        "500, 502, api_error",
        "503, 503, overloaded_error"
    })
    void refusal_hasAnthropicsType(int status, int expected, String type) throws Exception {
        for (Vendor vendor : List.of(Vendor.OPENAI, Vendor.ANTHROPIC, Vendor.GEMINI)) {
            for (String more : List.of("", ",\"stream\":true")) {
                UPSTREAM.next(connection -> connection.json(status, vendor.error(status, "No, really")));
                HttpResponse<String> answer = post(PATH, ask(vendor, more));

                assertThat(answer.statusCode()).isEqualTo(expected);
                assertThat(json(answer.body()).path("type").textValue()).isEqualTo("error");
                assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo(type);
                assertThat(json(answer.body()).at("/error/message").textValue()).contains("No, really");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Hi"}]} | max_tokens: is required
        {                                                                        | body: is not valid JSON (line 1, column 2)
        []                                                                       | body: must be a JSON object
        null                                                                     | body: must be a JSON object
        {"model":"nobody/x","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]} | Model nobody/x is not supported.
        """)
    void wrongRequest_isA400ThatSaysWhatIsWrong(String body, String message) throws Exception {
        HttpResponse<String> answer = post(PATH, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo("invalid_request_error");
        assertThat(json(answer.body()).at("/error/message").textValue()).startsWith(message);
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void anthropicsOwnWords_reachAnthropicAndNobodyElse() throws Exception {
        String more = """
            ,"top_k":7,"thinking":{"type":"enabled","budget_tokens":1500},\
            "system":[{"type":"text","text":"Be brief","cache_control":{"type":"ephemeral"}}]\
            """;
        UPSTREAM.always(connection -> connection.json(
                200,
                UPSTREAM.lastRequest().path().equals("/v1/messages")
                        ? Vendor.ANTHROPIC.answer("Hi")
                        : Vendor.OPENAI.answer("Hi")));
        post(PATH, ask(Vendor.ANTHROPIC, more));
        JsonNode anthropics = json(UPSTREAM.lastRequest().body());
        HttpResponse<String> answer = post(PATH, ask(Vendor.OPENAI, more));
        JsonNode openAis = json(UPSTREAM.lastRequest().body());

        assertThat(anthropics.path("thinking")).isEqualTo(json("{\"type\":\"enabled\",\"budget_tokens\":1500}"));
        assertThat(anthropics.at("/system/0/cache_control/type").textValue()).isEqualTo("ephemeral");
        assertThat(openAis).isEqualTo(json("""
            {"model":"gpt-4o","max_tokens":2000,"messages":[{"role":"system","content":"Be brief"},\
            {"role":"user","content":"Hello"}]}\
            """));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static List<String> events(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
    }

    /** The message without what differs by vendor. */
    private static JsonNode anonymous(String body) {
        ObjectNode message = (ObjectNode) json(body);
        assertThat(message.remove("id").textValue()).isNotBlank();
        assertThat(message.remove("model").textValue()).isNotBlank();
        assertThat(((ObjectNode) message.path("usage")).remove("cost")).isNotNull();
        return message;
    }

    private static String ask(Vendor vendor, String more) {
        return "{\"model\":\"" + vendor.model()
                + "\",\"max_tokens\":2000,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }
}
