package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereSimulatorTest {

    private static final String USAGE = "\"usage\":{\"billed_units\":{\"input_tokens\":2,\"output_tokens\":%1$d},"
            + "\"tokens\":{\"input_tokens\":2,\"output_tokens\":%1$d},\"cached_tokens\":0}";
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"hello\"}}]";
    private static final String CALL =
            "{\"id\":\"call_1_0\",\"type\":\"function\",\"function\":{\"name\":\"hello\",\"arguments\":\"%s\"}}";

    private final CohereSimulator simulator = new CohereSimulator(new TestStage().backstage);

    @Test
    void wholeAnswer_isAMessage() {
        assertThat(answer("echo-think1", ""))
                .isEqualTo(TestStage.json("{\"id\":\"1\",\"message\":{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"Let\"},{\"type\":\"text\",\"text\":\"Hello world\"}]},"
                        + "\"finish_reason\":\"COMPLETE\"," + USAGE.formatted(3) + "}"));
    }

    @Test
    void tool_thatIsNamed_isCalledAfterAPlan() {
        assertThat(answer("echo-think1", TOOLS))
                .isEqualTo(TestStage.json("{\"id\":\"1\",\"message\":{\"role\":\"assistant\",\"tool_plan\":\"Let\","
                        + "\"tool_calls\":[" + CALL.formatted("{}") + "]},\"finish_reason\":\"TOOL_CALL\","
                        + USAGE.formatted(2) + "}"));
        assertThat(answer("echo", TOOLS).path("message").has("tool_plan")).isFalse();
        assertThat(answer("echo", TOOLS + ",\"tool_choice\":\"NONE\"")
                        .path("message")
                        .has("tool_calls"))
                .isFalse();
    }

    @Test
    void stream_isTypedEvents() throws IOException {
        assertThat(stream("echo-think1-n1", ""))
                .containsExactly(
                        "{\"type\":\"message-start\",\"id\":\"1\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_calls\":[],\"citations\":[],\"tool_plan\":\"\"}}}",
                        "{\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"thinking\",\"thinking\":\"\"}}}}",
                        "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"thinking\":\"Let\"}}}}",
                        "{\"type\":\"content-end\",\"index\":0}",
                        "{\"type\":\"content-start\",\"index\":1,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}}",
                        "{\"type\":\"content-delta\",\"index\":1,\"delta\":{\"message\":{\"content\":{\"text\":\"Hello\"}}}}",
                        "{\"type\":\"content-end\",\"index\":1}",
                        "{\"type\":\"message-end\",\"id\":\"1\",\"delta\":{\"finish_reason\":\"COMPLETE\","
                                + USAGE.formatted(2) + "}}");
    }

    @Test
    void stream_ofACall_tellsPlanAndArguments() throws IOException {
        List<String> events = stream("echo-think1", TOOLS);
        assertThat(events.subList(1, events.size()))
                .containsExactly(
                        "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"Let\"}}}",
                        "{\"type\":\"tool-call-start\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                                + CALL.formatted("") + "}}}",
                        "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\"{}\"}}}}}",
                        "{\"type\":\"tool-call-end\",\"index\":0}",
                        "{\"type\":\"message-end\",\"id\":\"1\",\"delta\":{\"finish_reason\":\"TOOL_CALL\","
                                + USAGE.formatted(2) + "}}");
    }

    @Test
    void stream_thatGoesWrong_endsWithError() throws IOException {
        assertThat(stream("lorem-err0", ""))
                .containsExactly(
                        "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"The server had"
                                + " an error\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"max_tokens\":1                                    | Hello | MAX_TOKENS",
                ",\"stop_sequences\":[\" wor\"]                       | Hello | STOP_SEQUENCE",
                ",\"response_format\":{\"type\":\"json_object\"}      | {\"text\":\"Hello world\"} | COMPLETE",
                ",\"response_format\":{\"type\":\"json_object\",\"json_schema\":{\"const\":5}} | 5 | COMPLETE",
                ",\"response_format\":{\"type\":\"json_object\",\"schema\":{\"const\":6}} | 6 | COMPLETE",
                ",\"response_format\":{\"type\":\"text\"}             | Hello world | COMPLETE"
            })
    void request_isHeeded(String more, String text, String reason) {
        JsonNode answer = answer("echo", more);
        assertThat(answer.at("/message/content/0/text").asText()).isEqualTo(text);
        assertThat(answer.path("finish_reason").asText()).isEqualTo(reason);
    }

    @Test
    void thinking_isTold() {
        assertThat(answer("echo", ",\"thinking\":{\"type\":\"enabled\"}")
                        .at("/message/content/0/type")
                        .asText())
                .isEqualTo("thinking");
        assertThat(answer("echo", ",\"thinking\":{\"type\":\"disabled\"}").at("/message/content"))
                .hasSize(1);
    }

    @Test
    void documents_ofATool_areQuoted() {
        String body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"tool_plan\":\"Hm\",\"tool_calls\":[" + CALL.formatted("{}")
                + "]},{\"role\":\"tool\",\"tool_call_id\":\"call_1_0\",\"content\":[{\"type\":\"document\",\"document\":{\"data\":\"18"
                + " C\"}},{\"type\":\"document\",\"document\":{\"data\":{\"a\":1}}}]}]}";
        assertThat(TestStage.body(chat(body), 200).at("/message/content/0/text").asText())
                .isEqualTo("hello said: 18 C{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                  | model: is required",
                "{\"model\":\"\"}                                                    | model: is required",
                "{\"model\":\"echo\"}                                                | messages: must be",
                "{\"model\":\"echo\",\"tool_choice\":\"AUTO\"}                       | tool_choice: must be REQUIRED",
                "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"response_format\":{\"type\":\"x\"}}"
                    + " | response_format.type: must be"
            })
    void request_thatIsWrong_is400(String body, String message) {
        JsonNode error = TestStage.body(chat(body), 400);
        assertThat(error.path("message").asText()).startsWith(message);
        assertThat(error.path("id").asText()).isNotEmpty();
    }

    @Test
    void credential_missing_is401() {
        byte[] body = TestStage.bytes(request("echo", ""));
        JsonNode expected = TestStage.json("{\"id\":\"simulator\",\"message\":\"no api key supplied\"}");
        assertThat(TestStage.body(simulator.chat(body, null), 401)).isEqualTo(expected);
        assertThat(TestStage.body(simulator.embed(body, "Basic x"), 401)).isEqualTo(expected);
    }

    @Test
    void embed_givesEachTypeThatIsAskedFor() {
        JsonNode answer = TestStage.body(
                embed("\"texts\":[\"one\",\"two words\"],\"input_type\":\"search_query\",\"output_dimension\":4,"
                        + "\"embedding_types\":[\"float\",\"int8\",\"base64\"]"),
                200);
        float[] vector = Vector.of("one", 4).values();
        assertThat(answer.at("/embeddings/float")).hasSize(2);
        assertThat(answer.at("/embeddings/float/0/3").floatValue()).isEqualTo(vector[3]);
        assertThat(answer.at("/embeddings/int8/0/3").intValue()).isEqualTo(Math.round(vector[3] * 127));
        assertThat(answer.at("/embeddings/base64/0").asText()).hasSize(24);
        assertThat(answer.path("texts")).isEqualTo(TestStage.json("[\"one\",\"two words\"]"));
        assertThat(answer.at("/meta/billed_units/input_tokens").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input_type\":\"x\"                                  | texts: must hold",
                "\"texts\":[\"x\"]                                     | input_type: is required",
                "\"texts\":[\"x\"],\"input_type\":\"x\",\"embedding_types\":[\"binary\"] | embedding_types: must be"
            })
    void embed_thatIsWrong_is400(String members, String message) {
        assertThat(TestStage.body(embed(members), 400).path("message").asText()).startsWith(message);
    }

    private JsonNode answer(String model, String more) {
        return TestStage.body(chat(request(model, more)), 200);
    }

    private List<String> stream(String model, String more) throws IOException {
        return RecordingSink.of(chat(request(model, more + ",\"stream\":true"))).data();
    }

    private Object chat(String body) {
        return simulator.chat(TestStage.bytes(body), "Bearer any");
    }

    private Object embed(String members) {
        return simulator.embed(TestStage.bytes("{\"model\":\"embed-v4.0\"," + members + "}"), "Bearer any");
    }

    private static String request(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello world\"}]" + more
                + "}";
    }
}
