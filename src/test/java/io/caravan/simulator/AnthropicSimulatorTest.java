package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.http.HttpAnswer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicSimulatorTest {

    private static final String THINKING = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";

    private final AnthropicSimulator simulator = new AnthropicSimulator(new TestStage().backstage);

    @Test
    void wholeAnswer_isAMessage() {
        assertThat(TestStage.body(messages(request("echo", "")), 200))
                .isEqualTo(TestStage.json(
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"echo\",\"content\":[{\"type\":\"text\",\"text\":\"Hello"
                            + " world\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                            + "\"usage\":{\"input_tokens\":4,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                            + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},"
                            + "\"output_tokens\":2,\"service_tier\":\"standard\"}}"));
    }

    @Test
    void wholeAnswer_withThoughts_beginsWithASignedBlock() {
        JsonNode message = TestStage.body(messages(request("echo-think3", "")), 200);
        assertThat(message.path("content"))
                .isEqualTo(TestStage.json("[{\"type\":\"thinking\",\"thinking\":\"Let me"
                        + " see\",\"signature\":\"" + Signature.of("Let me see")
                        + "\"},{\"type\":\"text\",\"text\":\"Hello"
                        + " world\"}]"));
        assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(5);
        assertThat(message.at("/usage/output_tokens_details/thinking_tokens").asInt())
                .isEqualTo(3);
    }

    @Test
    void stream_isBlocksInNamedEvents() throws IOException {
        assertThat(RecordingSink.of(messages(request("echo", ",\"stream\":true")))
                        .text())
                .isEqualTo(event(
                                "message_start",
                                "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"echo\","
                                    + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                                    + "\"usage\":{\"input_tokens\":4,\"cache_creation_input_tokens\":0,"
                                    + "\"cache_read_input_tokens\":0,\"output_tokens\":1}}")
                        + event(
                                "content_block_start",
                                "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                        + "event: ping\ndata: {\"type\":\"ping\"}\n\n"
                        + event(
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}")
                        + event(
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" world\"}")
                        + event("content_block_stop", "\"index\":0")
                        + event(
                                "message_delta",
                                "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                        + "\"usage\":{\"output_tokens\":2}")
                        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void stream_withThoughts_signsThemBeforeTheText() throws IOException {
        assertThat(RecordingSink.of(messages(request("echo-think1-n1", ",\"stream\":true")))
                        .text())
                .contains(event(
                                "content_block_start",
                                "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                        + "event: ping\ndata: {\"type\":\"ping\"}\n\n"
                        + event(
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Let\"}")
                        + event(
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"signature_delta\"," + "\"signature\":\""
                                        + Signature.of("Let") + "\"}")
                        + event("content_block_stop", "\"index\":0")
                        + event(
                                "content_block_start",
                                "\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                        + event(
                                "content_block_delta",
                                "\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}"));
    }

    @Test
    void answer_withoutWords_hasNoBlock() throws IOException {
        assertThat(TestStage.body(messages(request("lorem-n0", "")), 200).path("content"))
                .isEmpty();
        assertThat(RecordingSink.of(messages(request("lorem-n0", ",\"stream\":true")))
                        .text())
                .doesNotContain("content_block");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                THINKING + " | 24",
                ",\"thinking\":{\"type\":\"disabled\"} | 0",
                ",\"thinking\":{\"type\":\"adaptive\"} | 24",
                ",\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"} | 16",
            })
    void thinking_decidesHowMuchItThinks(String asked, int tokens) {
        JsonNode usage = TestStage.body(messages(request("echo", asked)), 200).path("usage");
        assertThat(usage.at("/output_tokens_details/thinking_tokens").asInt()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"stop_sequences\":[\" wor\"] | stop_sequence | \" wor\"",
                ",\"max_tokens\":1              | max_tokens    | null"
            })
    void stopReason_tellsWhyTheAnswerEnded(String asked, String reason, String sequence) {
        JsonNode message = TestStage.body(messages(request("echo", asked)), 200);
        assertThat(message.path("stop_reason").asText()).isEqualTo(reason);
        assertThat(message.path("stop_sequence")).isEqualTo(TestStage.json(sequence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"const\":5}}}",
                ",\"output_format\":{\"type\":\"json_schema\",\"schema\":{\"const\":5}}"
            })
    void structuredOutput_isJson(String asked) {
        assertThat(TestStage.body(messages(request("lorem", asked)), 200)
                        .at("/content/0/text")
                        .asText())
                .isEqualTo("5");
    }

    @Test
    void toolThatMustBeCalled_isGivenItsInput() {
        String asked = ",\"tools\":[{\"name\":\"answer\",\"input_schema\":{\"properties\":{\"ok\":{\"const\":true}}}}],"
                + "\"tool_choice\":{\"type\":\"tool\",\"name\":\"answer\"}";
        JsonNode message = TestStage.body(messages(request("lorem", asked)), 200);
        assertThat(message.path("content"))
                .isEqualTo(TestStage.json("[{\"type\":\"tool_use\",\"id\":\"toolu_1_0\",\"name\":\"answer\","
                        + "\"input\":{\"ok\":true}}]"));
        assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
        JsonNode cutOff = TestStage.body(messages(request("lorem-think1", asked + ",\"max_tokens\":1")), 200);
        assertThat(cutOff.path("content")).hasSize(1);
        assertThat(cutOff.path("stop_reason").asText()).isEqualTo("max_tokens");
    }

    @Test
    void credential_missing_is401() {
        Object answer = simulator.messages(TestStage.bytes(request("echo", "")), null, "Basic x", "2023-06-01");
        assertThat(TestStage.body(answer, 401))
                .isEqualTo(TestStage.json("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\","
                        + "\"message\":\"x-api-key header is required\"},\"request_id\":\"req_simulator\"}"));
    }

    @Test
    void credential_asBearerToken_isAccepted() {
        Object answer = simulator.messages(TestStage.bytes(request("echo", "")), null, "Bearer x", "2023-06-01");
        TestStage.body(answer, 200);
    }

    @Test
    void version_missing_is400() {
        Object answer = simulator.messages(TestStage.bytes(request("echo", "")), "key", null, null);
        assertThat(TestStage.body(answer, 400).at("/error/message").asText())
                .isEqualTo("anthropic-version: header is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                         | model: Field required",
                "{\"model\":\"echo\"}                                       | max_tokens: Field required",
                "{\"model\":\"echo\",\"max_tokens\":9}                      | messages: must be a list",
                "{\"model\":\"echo\",\"max_tokens\":9,\"messages\":[{}],\"tools\":[{\"name\":\"y\"}],"
                        + "\"tool_choice\":{\"type\":\"tool\",\"name\":\"x\"}}           | tool_choice: Tool 'x'",
                "{\"model\":\"echo\",\"max_tokens\":9,\"messages\":[{}],\"thinking\":{\"type\":\"x\"}} |"
                        + " thinking.type: must"
            })
    void request_thatIsWrong_is400(String body, String message) {
        JsonNode error = TestStage.body(messages(body), 400);
        assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.at("/error/message").asText()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error",
        "401, authentication_error",
        "402, billing_error",
        "403, permission_error",
        "404, not_found_error",
        "413, request_too_large",
        "429, rate_limit_error",
        "500, api_error",
        "503, overloaded_error",
        "504, timeout_error",
        "529, overloaded_error"
    })
    void status_asked_isAnsweredWithAnthropicsError(int status, String type) {
        JsonNode error = TestStage.body(messages(request("lorem-e" + status, "")), status);
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.at("/error/type").asText()).isEqualTo(type);
    }

    @Test
    void status429_tellsWhenToComeAgain() {
        HttpAnswer answer = (HttpAnswer) messages(request("lorem-e429", ""));
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void errorInAStream_isAnEventOfThatName() throws IOException {
        assertThat(RecordingSink.of(messages(request("lorem-err0", ",\"stream\":true")))
                        .text())
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"The model is overloaded. Please try again later\"},"
                        + "\"request_id\":\"req_simulator\"}\n\n");
    }

    private Object messages(String body) {
        return simulator.messages(TestStage.bytes(body), "key", null, "2023-06-01");
    }

    private static String request(String model, String more) {
        String limit = more.contains("max_tokens") ? "" : ",\"max_tokens\":1000";
        return "{\"model\":\"" + model + "\",\"system\":[{\"type\":\"text\",\"text\":\"Be brief\"}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello world\"}]" + limit + more + "}";
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
    }
}
