package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiToolsTest {

    private static final String CITY =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"const\":\"Paris, the city\"}}}";
    private static final String TOOLS =
            "\"tools\":[" + tool("get_weather", ",\"parameters\":" + CITY) + "," + tool("get-time", "") + "]";
    private static final String WEATHER =
            "{\"id\":\"call_1_0\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris,"
                + " the city\\\"}\"}}";
    private static final String TIME =
            "\"type\":\"function\",\"function\":{\"name\":\"get-time\",\"arguments\":\"{}\"}}";

    private static final String TOOLS_AND =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"custom\"}],";

    private final OpenAiSimulator simulator = new OpenAiSimulator(new TestStage().backstage);

    @Test
    void tool_thatTheUserNames_isCalledWithASampleOfItsParameters() {
        JsonNode choice = choice("echo", "Please get weather", "");
        assertThat(choice.path("message"))
                .isEqualTo(TestStage.json(
                        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + WEATHER + "],\"refusal\":null}"));
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void severalTools_areCalledInTheOrderInWhichTheyAreNamed() {
        JsonNode calls = choice("lorem", "GET-TIME, then get_weather!", "").at("/message/tool_calls");
        assertThat(calls.get(0)).isEqualTo(TestStage.json("{\"id\":\"call_1_0\"," + TIME));
        assertThat(calls.get(1)).isEqualTo(TestStage.json(WEATHER.replace("call_1_0", "call_1_1")));
        assertThat(calls).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lorem       | Hi               |                                                    | ''",
                "lorem       | forget weathering|                                                    | ''",
                "lorem       | get_weather      | ,\"tool_choice\":\"auto\"                          | get_weather",
                "lorem       | get_weather      | ,\"tool_choice\":\"none\"                          | ''",
                "lorem       | Hi               | ,\"tool_choice\":\"required\"                      | get_weather",
                "lorem       | Hi               | ,\"tool_choice\":\"any\"                           | get_weather",
                "lorem       | get time         | ,\"tool_choice\":\"required\"                      | get-time",
                "lorem       | get_weather      |"
                        + " ,\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get-time\"}} | get-time",
                "lorem       | get_weather get-time | ,\"parallel_tool_calls\":false                 | get_weather",
                "lorem       | get_weather get-time | ,\"parallel_tool_calls\":true           | get_weather get-time",
                "lorem-call  | Hi               |                                                    | get_weather",
                "lorem-call3 | Hi               |                                  | get_weather get-time get_weather",
                "lorem-call0 | get_weather      |                                                    | ''",
                "lorem-call0 | Hi               | ,\"tool_choice\":\"required\"                      | get_weather",
                "lorem-call  | Hi               | ,\"tool_choice\":\"none\"                          | ''",
                "lorem       | get_weather get-time |"
                    + " ,\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get-time\"}}]}}"
                    + " | get-time",
                "lorem       | Hi               |"
                    + " ,\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get-time\"}}]}}"
                    + " | get-time"
            })
    void choice_settingsAndWords_decideWhatIsCalled(String model, String words, String more, String called) {
        Stream<String> names = choice(model, words, more == null ? "" : more)
                .at("/message/tool_calls")
                .valueStream()
                .map(call -> call.at("/function/name").asText());
        assertThat(names).containsExactlyElementsOf(called.isEmpty() ? List.of() : List.of(called.split(" ")));
    }

    @Test
    void echo_ofAnObject_isTheArguments() {
        JsonNode calls = choice("echo-call", "{\\\"a\\\":1}", "").at("/message/tool_calls");
        assertThat(calls.at("/0/function/arguments").asText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void results_areQuoted() {
        assertThat(answer(history(WEATHER, result("call_1_0", "\"18 C\"")))
                        .at("/message/content")
                        .asText())
                .isEqualTo("get_weather said: 18 C");
        String both = WEATHER + ",{\"id\":\"b\"," + TIME;
        assertThat(answer(history(
                                both,
                                result("b", "[{\"type\":\"text\",\"text\":\"noon\"}]"),
                                result("call_1_0", "\"\"")))
                        .at("/message/content")
                        .asText())
                .isEqualTo("get-time said: noon\nget_weather said: ");
    }

    @Test
    void tools_oneAtATime_areCalledOneAfterTheOther() {
        String body = history(WEATHER, result("call_1_0", "\"18 C\""))
                .replace("Use get_weather", "Use get_weather and get-time")
                .replace(",\"tools\"", ",\"parallel_tool_calls\":false,\"tools\"");
        assertThat(answer(body).at("/message/tool_calls"))
                .isEqualTo(TestStage.json("[{\"id\":\"call_1_0\"," + TIME + "]"));
    }

    @Test
    void required_afterAResult_isContent() {
        String body = history(WEATHER, result("call_1_0", "\"18 C\""))
                .replace(",\"tools\"", ",\"tool_choice\":\"required\",\"tools\"");
        assertThat(answer(body).path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void stream_tellsArgumentsInFragments() throws IOException {
        String body = request("echo", "get_weather and get-time", ",\"stream\":true");
        List<String> deltas = RecordingSink.of(chat(body)).data().stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(data -> TestStage.json(data).at("/choices/0/delta").toString())
                .toList();
        assertThat(deltas)
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":null,\"refusal\":null}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1_0\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\\\"Paris,\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\" the\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\" city\\\"}\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"call_1_1\",\"type\":\"function\",\"function\":{\"name\":\"get-time\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}",
                        "{}");
        assertThat(RecordingSink.of(chat(body)).text()).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void limit_cutsArgumentsOff() {
        JsonNode choice = choice("lorem-think1", "get_weather and get-time", ",\"max_tokens\":3");
        assertThat(choice.at("/message/tool_calls")).hasSize(1);
        assertThat(choice.at("/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"city\":\"Paris, the");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void function_ofTheOldFormat_isQuotedByItsName() {
        String body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"function\",\"name\":\"clock\",\"content\":\"noon\"}]}";
        assertThat(answer(body).at("/message/content").asText()).isEqualTo("clock said: noon");
    }

    @Test
    void result_ofNoCall_is400() {
        JsonNode error = error("{\"model\":\"echo\",\"messages\":[" + result("x", "\"\"") + "]}");
        assertThat(error.path("param").asText()).isEqualTo("messages.[0].role");
        assertThat(error.path("message").asText())
                .contains("messages with role 'tool' must be a response to a preceding message with 'tool_calls'");
        error(history(WEATHER, result("call_1_0", "\"\""), result("call_1_0", "\"\"")));
    }

    @Test
    void call_withoutResult_is400() {
        JsonNode error = error(history(WEATHER));
        assertThat(error.path("param").asText()).isEqualTo("messages.[2].role");
        assertThat(error.path("message").asText()).endsWith("did not have response messages: call_1_0");
        assertThat(error(history(WEATHER, "{\"role\":\"user\",\"content\":\"Well?\"}"))
                        .path("param")
                        .asText())
                .isEqualTo("messages.[2].role");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tool_choice\":\"auto\"                          | tool_choice",
                TOOLS_AND + "\"tool_choice\":\"x\"                 | tool_choice",
                TOOLS_AND + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"x\"}} | tool_choice",
                "\"tools\":[{\"type\":\"function\",\"function\":{}}] | tools",
                "\"tools\":7                                        | tools"
            })
    void tools_thatAreWrong_are400(String members, String param) {
        JsonNode error =
                error("{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + members + "}");
        assertThat(error.path("param").asText()).isEqualTo(param);
    }

    private JsonNode choice(String model, String words, String more) {
        return answer(request(model, words, more));
    }

    private JsonNode answer(String body) {
        return TestStage.body(chat(body), 200).at("/choices/0");
    }

    private JsonNode error(String body) {
        return TestStage.body(chat(body), 400).path("error");
    }

    private Object chat(String body) {
        return simulator.chat(TestStage.bytes(body), "Bearer any");
    }

    private static String request(String model, String words, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]," + TOOLS
                + more + "}";
    }

    private static String history(String calls, String... results) {
        return "{\"model\":\"lorem\",\"messages\":[{\"role\":\"user\",\"content\":\"Use get_weather\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + calls + "]}"
                + (results.length == 0 ? "" : "," + String.join(",", results)) + "]," + TOOLS + "}";
    }

    private static String result(String id, String content) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":" + content + "}";
    }

    private static String tool(String name, String more) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\"" + more + "}}";
    }
}
