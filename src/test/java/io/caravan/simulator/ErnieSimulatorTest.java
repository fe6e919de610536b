package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.http.HttpAnswer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErnieSimulatorTest {

    private static final String TOKEN = "24.1.2592000.1770000001.simulator";
    private static final String HEAD = "{\"id\":\"as-1\",\"object\":\"chat.completion\",\"created\":1770000000,";
    private static final String USER = "{\"role\":\"user\",\"content\":\"Hello world\"}";
    private static final String FUNCTIONS = ",\"functions\":[{\"name\":\"hello\"},{\"name\":\"world\"}]";

    private final ErnieSimulator simulator = new ErnieSimulator(new TestStage().backstage);

    @Test
    void token_isGivenFor30Days() {
        JsonNode token = TestStage.body(simulator.token("client_id=a&client_secret=b", new byte[0]), 200);
        assertThat(token.path("access_token").asText()).isEqualTo("24.1.2592000.1772592000.simulator");
        assertThat(token.path("expires_in").asInt()).isEqualTo(2_592_000);
        TestStage.body(simulator.token(null, TestStage.bytes("client_id=a&client_secret=b")), 200);
        TestStage.body(simulator.token("client_id=simulated&client_secret=", new byte[0]), 200);
    }

    @ParameterizedTest
    @CsvSource({"short2, 1770000002", "short0, 1770000000", "shorts, 1772592000", "short, 1772592000"})
    void token_ofAClientCalledShort_endsSoon(String client, String end) {
        JsonNode token = TestStage.body(simulator.token("client_id=" + client + "&client_secret=b", new byte[0]), 200);
        assertThat(token.path("access_token").asText()).isEqualTo("24.1.2592000." + end + ".simulator");
        assertThat(token.path("expires_in").asInt()).isEqualTo(2_592_000);
    }

    @ParameterizedTest
    @CsvSource({"client_secret=b, unknown client id", "client_id=a&client_secret=, Client authentication failed"})
    void token_forNobody_isRefused(String query, String reason) {
        assertThat(TestStage.body(simulator.token(query, new byte[0]), 401))
                .isEqualTo(TestStage.json("{\"error\":\"invalid_client\",\"error_description\":\"" + reason + "\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 110",
        "x, 110",
        "24.1.2592000.1770000000.simulator, 111",
        "25.1.2592000.1770000001.simulator, 110",
        "24.1.2592000.x.simulator, 110",
        "24.1.2592000..simulator, 110",
        "24.1.2592000.177000000100.simulator, 110"
    })
    void token_thatIsWrong_isAnErrorUnderStatus200(String token, int code) {
        Object answer = simulator.chat(TestStage.bytes("{}"), "echo", "access_token=" + token);
        assertThat(TestStage.body(answer, 200).path("error_code").asInt()).isEqualTo(code);
    }

    @Test
    void wholeAnswer_isAResult() {
        assertThat(answer("echo", USER, ""))
                .isEqualTo(TestStage.json(HEAD + "\"result\":\"Hello world\",\"is_truncated\":false,"
                        + "\"need_clear_history\":false,\"finish_reason\":\"normal\","
                        + "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":2,\"total_tokens\":4}}"));
    }

    @Test
    void stream_isResultsWithTheTokensSoFar() throws IOException {
        assertThat(stream("echo-think1-n1", ""))
                .containsExactly(
                        HEAD + "\"sentence_id\":0,\"is_end\":false,\"result\":\"Hello\",\"is_truncated\":false,"
                                + "\"need_clear_history\":false,\"finish_reason\":\"normal\","
                                + "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":2,\"total_tokens\":4}}",
                        HEAD + "\"sentence_id\":1,\"is_end\":true,\"result\":\"\",\"is_truncated\":false,"
                                + "\"need_clear_history\":false,\"finish_reason\":\"normal\","
                                + "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":2,\"total_tokens\":4}}");
    }

    @Test
    void function_thatIsNamed_isCalledOneAtATime() throws IOException {
        String call = "{\"name\":\"hello\",\"thoughts\":\"\",\"arguments\":\"{}\"}";
        JsonNode answer = answer("lorem", USER, FUNCTIONS);
        assertThat(answer.path("function_call")).isEqualTo(TestStage.json(call));
        assertThat(answer.path("finish_reason").asText()).isEqualTo("function_call");
        assertThat(answer.path("result").asText()).isEmpty();
        List<String> events = stream("lorem", FUNCTIONS);
        assertThat(events).hasSize(1);
        assertThat(TestStage.json(events.getFirst()).path("function_call")).isEqualTo(TestStage.json(call));
        String history = USER + ",{\"role\":\"assistant\",\"content\":\"\",\"function_call\":" + call + "},"
                + "{\"role\":\"function\",\"name\":\"hello\",\"content\":\"yes\"}";
        assertThat(answer("lorem", history, FUNCTIONS).at("/function_call/name").asText())
                .isEqualTo("world");
        assertThat(answer("lorem", history, "").path("result").asText()).isEqualTo("hello said: yes");
        String choice = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"world\"}}";
        assertThat(answer("lorem", USER, FUNCTIONS + choice)
                        .at("/function_call/name")
                        .asText())
                .isEqualTo("world");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"max_output_tokens\":2             | true  | length",
                ",\"stop\":[\" wor\"]                 | false | stop",
                ",\"response_format\":\"json_object\" | false | normal"
            })
    void request_isHeeded(String more, boolean truncated, String reason) {
        String long3 = USER.replace("Hello world", "Hello world again");
        JsonNode answer = answer("echo", long3, more);
        assertThat(answer.path("is_truncated").asBoolean()).isEqualTo(truncated);
        assertThat(answer.path("finish_reason").asText()).isEqualTo(reason);
    }

    @Test
    void call_thatIsCutOff_isNotTold() {
        assertThat(answer("lorem-think1", USER, FUNCTIONS + ",\"max_output_tokens\":2")
                        .has("function_call"))
                .isTrue();
        assertThat(answer("lorem-think2", USER, FUNCTIONS + ",\"max_output_tokens\":2")
                        .has("function_call"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                       | body: must be",
                "{\"messages\":[" + USER + "," + USER
                        + "]}              | messages: the length of messages must be an odd",
                "{\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]} | messages: the role of message with odd",
                "{\"messages\":[{\"role\":\"function\",\"content\":\"x\"}]} | messages: the role of message with odd",
                "{\"messages\":[" + USER + "," + USER + "," + USER + "]} | messages: the role of message with even",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}   | messages: the content of message can not be",
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}     | content: must be a string",
                "{\"messages\":[" + USER + "],\"temperature\":0}         | temperature: must be in range",
                "{\"messages\":[" + USER + "],\"temperature\":1.1}       | temperature: must be in range",
                "{\"messages\":[" + USER + "],\"top_p\":\"x\"}           | top_p: must be in range",
                "{\"messages\":[" + USER + "],\"penalty_score\":0.5}     | penalty_score: must be in range",
                "{\"messages\":[" + USER + "],\"max_output_tokens\":1}   | max_output_tokens: must be in range"
            })
    void request_thatIsWrong_isError336003(String body, String message) {
        JsonNode error = TestStage.body(chat("echo", body), 200);
        assertThat(error.path("error_code").asInt()).isEqualTo(336003);
        assertThat(error.path("error_msg").asText()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 336003",
        "401, 110",
        "402, 17",
        "403, 6",
        "404, 3",
        "413, 336007",
        "429, 336501",
        "500, 336000",
        "503, 336100",
        "529, 336100"
    })
    void status_asked_isAnsweredWithErniesCode(int status, int code) {
        HttpAnswer answer = (HttpAnswer) chat("lorem-e" + status, "{\"messages\":[" + USER + "]}");
        assertThat(TestStage.body(answer, 200).path("error_code").asInt()).isEqualTo(code);
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void errorInAStream_isAnEvent() throws IOException {
        assertThat(stream("lorem-err0", ""))
                .containsExactly(
                        "{\"error_code\":336100,\"error_msg\":\"The model is overloaded. Please try again later\","
                                + "\"id\":\"as-simulator\"}");
    }

    private JsonNode answer(String endpoint, String messages, String more) {
        return TestStage.body(chat(endpoint, "{\"messages\":[" + messages + "]" + more + "}"), 200);
    }

    private List<String> stream(String endpoint, String more) throws IOException {
        return RecordingSink.of(chat(endpoint, "{\"messages\":[" + USER + "],\"stream\":true" + more + "}"))
                .data();
    }

    private Object chat(String endpoint, String body) {
        return simulator.chat(TestStage.bytes(body), endpoint, "access_token=" + TOKEN);
    }
}
