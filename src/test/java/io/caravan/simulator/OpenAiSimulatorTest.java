package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.http.HttpAnswer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSimulatorTest {

    private static final String HEAD =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1770000000,\"model\":\"echo\","
                    + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulator\",\"choices\":[";
    private static final String USAGE = "{\"prompt_tokens\":4,\"completion_tokens\":2,\"total_tokens\":6,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
            + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";

    private final TestStage stage = new TestStage();
    private final OpenAiSimulator simulator = new OpenAiSimulator(stage.backstage);

    @Test
    void wholeAnswer_isAChatCompletion() {
        assertThat(TestStage.body(chat(request("echo", "")), 200))
                .isEqualTo(
                        TestStage.json("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1770000000,"
                            + "\"model\":\"echo\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello"
                            + " world\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                            + "\"usage\":" + USAGE
                                + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulator\"}"));
    }

    @Test
    void stream_isChunksAndDone() throws IOException {
        RecordingSink sink = RecordingSink.of(chat(request("echo", ",\"stream\":true")));
        assertThat(sink.text())
                .isEqualTo(event("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null", "")
                        + event("{\"content\":\"Hello\"}", "null", "")
                        + event("{\"content\":\" world\"}", "null", "")
                        + event("{}", "\"stop\"", "")
                        + "data: [DONE]\n\n");
    }

    @Test
    void stream_askedForUsage_tellsItInAChunkOfItsOwn() throws IOException {
        String asked = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        RecordingSink sink = RecordingSink.of(chat(request("echo", asked)));
        assertThat(sink.text())
                .startsWith(
                        event("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null", ",\"usage\":null"))
                .endsWith("data: " + HEAD + "],\"usage\":" + USAGE + "}\n\ndata: [DONE]\n\n");
    }

    @Test
    void stream_atItsPace_isOneWritePerToken() throws IOException {
        RecordingSink sink = RecordingSink.of(chat(request("lorem-n4-t100-r10", ",\"stream\":true")));
        assertThat(stage.patience.waits()).containsExactly(100L, 100L, 100L, 100L);
        assertThat(sink.writes()).hasSize(4);
    }

    @Test
    void stream_withoutPace_isOneWrite() throws IOException {
        assertThat(RecordingSink.of(chat(request("lorem-n90-r0", ",\"stream\":true")))
                        .writes())
                .hasSize(1);
        assertThat(RecordingSink.of(chat(request("lorem-n1000-r0", ",\"stream\":true")))
                        .writes())
                .hasSizeBetween(2, 12);
    }

    @Test
    void reasoning_isToldInTheMessageAndInDeltas() throws IOException {
        String asked = ",\"reasoning_effort\":\"minimal\",\"simulator\":{\"think\":2}";
        JsonNode message = TestStage.body(chat(request("echo", asked)), 200).at("/choices/0/message");
        assertThat(message.path("reasoning_content").asText()).isEqualTo("Let me");
        RecordingSink sink = RecordingSink.of(chat(request("echo", asked + ",\"stream\":true")));
        assertThat(sink.text()).contains("\"delta\":{\"reasoning_content\":\" me\"}");
    }

    @ParameterizedTest
    @CsvSource({"minimal, 8", "low, 16", "medium, 24", "high, 48", "xhigh, 96", "max, 192", "none, 0"})
    void effort_decidesHowMuchItThinks(String effort, int tokens) {
        JsonNode usage = TestStage.body(chat(request("echo", ",\"reasoning_effort\":\"" + effort + "\"")), 200)
                .path("usage");
        assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(tokens);
    }

    @Test
    void limit_cutsTheAnswerOff() {
        JsonNode older = TestStage.body(chat(request("echo", ",\"max_tokens\":1")), 200);
        assertThat(older.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        JsonNode newer = TestStage.body(chat(request("echo", ",\"max_tokens\":1,\"max_completion_tokens\":2")), 200);
        assertThat(newer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void structuredOutput_isJson() {
        String format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"ok\":{\"const\":true}}}}}";
        assertThat(content(format)).isEqualTo("{\"ok\":true}");
        assertThat(content(",\"response_format\":{\"type\":\"json_object\"}")).isEqualTo("{\"text\":\"Hello world\"}");
        assertThat(content(",\"response_format\":{\"type\":\"text\"},\"stop\":\" w\""))
                .isEqualTo("Hello");
    }

    @Test
    void content_inParts_isHeard() {
        String body =
                "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}},{\"type\":\"text\",\"text\":\""
                    + " two\"}]},{\"role\":\"assistant\",\"content\":null}]}";
        assertThat(TestStage.body(chat(body), 200)
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("I see an image/png of 3 bytes. one two");
    }

    @Test
    void conversation_withoutUser_isEchoedFromItsEnd() {
        String body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"}]}";
        assertThat(TestStage.body(chat(body), 200)
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("Be brief");
    }

    @Test
    void otherModel_speaksLorem() {
        JsonNode answer = TestStage.body(chat(request("gpt-4o-mini", "")), 200);
        assertThat(answer.path("model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(50);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer ", "Basic abc"})
    void credential_missing_is401(String authorization) {
        JsonNode error = TestStage.body(simulator.chat(TestStage.bytes(request("echo", "")), authorization), 401)
                .path("error");
        assertThat(error)
                .isEqualTo(TestStage.json("{\"message\":\"You didn't provide an API key\","
                        + "\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON                                                      | body",
                "''                                                            | body",
                "[1]                                                           | body",
                "{}                                                            | model",
                "{\"model\":5}                                                 | model",
                "{\"model\":\"echo\"}                                          | messages",
                "{\"model\":\"echo\",\"messages\":[]}                          | messages",
                "{\"model\":\"echo\",\"messages\":[7]}                         | messages",
                "{\"model\":\"echo\",\"messages\":[{\"role\":7}]}              | role",
                "{\"model\":\"echo-x\",\"messages\":[{}]}                      | model",
                "{\"model\":\"echo\",\"messages\":[{}],\"n\":2}                | n",
                "{\"model\":\"echo\",\"messages\":[{}],\"max_tokens\":0}       | max_tokens",
                "{\"model\":\"echo\",\"messages\":[{}],\"seed\":\"x\"}         | seed",
                "{\"model\":\"echo\",\"messages\":[{}],\"stop\":7}             | stop",
                "{\"model\":\"echo\",\"messages\":[{}],\"stop\":[7]}           | stop",
                "{\"model\":\"echo\",\"messages\":[{}],\"stream\":\"yes\"}     | stream",
                "{\"model\":\"echo\",\"messages\":[{}],\"reasoning_effort\":\"x\"}          | reasoning_effort",
                "{\"model\":\"echo\",\"messages\":[{}],\"response_format\":{\"type\":\"x\"}} | response_format.type",
                "{\"model\":\"echo\",\"messages\":[{}],\"simulator\":{\"cut\":1}}           | simulator.cut"
            })
    void request_thatIsWrong_is400NamingTheMember(String body, String member) {
        JsonNode error = TestStage.body(chat(body), 400).path("error");
        assertThat(error.path("param").asText()).isEqualTo(member);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).startsWith(member + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, ",
        "401, invalid_request_error, invalid_api_key",
        "404, invalid_request_error, model_not_found",
        "429, requests, rate_limit_exceeded",
        "500, server_error, ",
        "503, server_error, "
    })
    void status_asked_isAnsweredWithOpenAisError(int status, String type, String code) {
        JsonNode error =
                TestStage.body(chat(request("lorem-e" + status, "")), status).path("error");
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
    }

    @Test
    void status429_tellsWhenToComeAgain() {
        HttpAnswer answer = (HttpAnswer) chat(request("lorem-e429-retry7", ",\"stream\":true"));
        assertThat(answer.headers()).containsEntry("Retry-After", "7");
        assertThat(new String(answer.body(), UTF_8)).contains("Please try again in 7s");
    }

    private String content(String more) {
        return TestStage.body(chat(request("echo", more)), 200)
                .at("/choices/0/message/content")
                .asText();
    }

    private Object chat(String body) {
        return simulator.chat(TestStage.bytes(body), "Bearer any");
    }

    private static String request(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},"
                + "{\"role\":\"user\",\"content\":\"Hello world\"}]" + more + "}";
    }

    private static String event(String delta, String finish, String usage) {
        return "data: " + HEAD + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + "}]" + usage + "}\n\n";
    }
}
