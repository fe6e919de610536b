package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicToolsTest {

    private static final String TOOLS = ",\"tools\":[{\"name\":\"get_weather\",\"input_schema\":{\"type\":\"object\","
            + "\"properties\":{\"city\":{\"const\":\"Paris\"}}}},"
            + "{\"name\":\"get_time\",\"input_schema\":{\"type\":\"object\"}},"
            + "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]";
    private static final String THINKING = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";
    private static final String ADAPTIVE = ",\"thinking\":{\"type\":\"adaptive\"}";
    private static final String WEATHER =
            "{\"type\":\"tool_use\",\"id\":\"toolu_1_0\",\"name\":\"get_weather\",\"input\":{\"city\":\"Paris\"}}";
    private static final String RESULT =
            "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1_0\",\"content\":\"18 C\"}";
    private static final String USER = "{\"role\":\"user\",\"content\":\"Use get_weather\"}";

    private final AnthropicSimulator simulator = new AnthropicSimulator(new TestStage().backstage);

    @Test
    void tools_thatAreNamed_areCalledAfterTheThought() {
        JsonNode message = answer("get weather, get time, web search", ADAPTIVE);
        assertThat(message.at("/content/0/type").asText()).isEqualTo("thinking");
        assertThat(message.at("/content/1")).isEqualTo(TestStage.json(WEATHER));
        assertThat(message.at("/content/2"))
                .isEqualTo(TestStage.json(
                        "{\"type\":\"tool_use\",\"id\":\"toolu_1_1\",\"name\":\"get_time\",\"input\":{}}"));
        assertThat(message.path("content")).hasSize(3);
        assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get_weather          | {\"type\":\"none\"}                                    | end_turn |",
                "Hi                   | {\"type\":\"auto\"}                                    | end_turn |",
                "Hi                   | {\"type\":\"any\"}                                     | tool_use |"
                        + " get_weather",
                "Hi                   | {\"type\":\"tool\",\"name\":\"get_time\"}              | tool_use | get_time",
                "get_time get_weather | {\"type\":\"auto\",\"disable_parallel_tool_use\":true} | tool_use | get_time"
            })
    void choice_decidesWhatIsCalled(String words, String choice, String reason, String called) {
        JsonNode message = answer(words, ",\"tool_choice\":" + choice);
        assertThat(message.path("stop_reason").asText()).isEqualTo(reason);
        assertThat(message.path("content")).hasSize(1);
        assertThat(message.at("/content/0").path("name").textValue()).isEqualTo(called);
    }

    @Test
    void results_areQuoted() {
        assertThat(answer(history(WEATHER, RESULT), "").at("/content/0/text").asText())
                .isEqualTo("get_weather said: 18 C");
        String parts = RESULT.replace(
                "\"18 C\"",
                "[{\"type\":\"text\",\"text\":\"Sun\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}]");
        assertThat(answer(history(WEATHER, parts), "").at("/content/0/text").asText())
                .isEqualTo("get_weather said: Sun and an image/png of 3 bytes");
    }

    @Test
    void wordsAfterAResult_areAnswered() {
        String both = history(WEATHER, RESULT + ",{\"type\":\"text\",\"text\":\"Now get_time\"}");
        assertThat(answer(both, "").at("/content/0/name").asText()).isEqualTo("get_time");
    }

    @Test
    void stream_tellsInputInFragments() throws IOException {
        Object answer = messages(request("get_weather and get_time", ",\"stream\":true"));
        assertThat(RecordingSink.of(answer).text())
                .contains(start(0, WEATHER.replace("{\"city\":\"Paris\"}", "{}"))
                        + "event: ping\ndata: {\"type\":\"ping\"}\n\n" + fragment(0, "")
                        + fragment(0, "{\\\"city\\\":\\\"Paris\\\"}") + stop(0)
                        + start(1, "{\"type\":\"tool_use\",\"id\":\"toolu_1_1\",\"name\":\"get_time\",\"input\":{}}")
                        + fragment(1, "") + fragment(1, "{}") + stop(1)
                        + "event: message_delta\n"
                        + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"");
    }

    @Test
    void thought_thatComesBack_isAccepted() {
        answer(history(thought("Let me see") + "," + WEATHER, RESULT), THINKING);
        answer(history("{\"type\":\"redacted_thinking\",\"data\":\"x\"}," + WEATHER, RESULT), THINKING);
        answer(history(WEATHER, RESULT), ADAPTIVE);
    }

    @Test
    void thought_thatIsMissing_is400() {
        assertThat(error(history(WEATHER, RESULT), THINKING))
                .startsWith(
                        "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`");
    }

    @Test
    void thought_beforeAnEarlierCall_mayBeMissing() {
        answer(
                history(WEATHER, RESULT)
                        + ",{\"role\":\"assistant\",\"content\":\"Fine\"},{\"role\":\"user\",\"content\":\"Hi\"}",
                THINKING);
    }

    @Test
    void thought_thatWasChanged_is400() {
        String changed = thought("Let me see").replace("Let me", "Let us");
        assertThat(error(history(changed + "," + WEATHER, RESULT), THINKING))
                .isEqualTo("messages.1.content.0: Invalid `signature` in `thinking` block");
        assertThat(error(history("{\"type\":\"thinking\",\"thinking\":\"x\"}," + WEATHER, RESULT), ""))
                .contains("Invalid `signature`");
    }

    @Test
    void force_whileThinking_is400() {
        assertThat(error(USER, THINKING + ",\"tool_choice\":{\"type\":\"any\"}"))
                .isEqualTo("thinking: Thinking may not be enabled when tool_choice forces tool use.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"text\",\"text\":\"first\"}," + RESULT
                        + "  | messages.1: `tool_use` ids were found without",
                "{\"type\":\"text\",\"text\":\"no\"}                    | messages.1: `tool_use` ids were found"
                        + " without",
                RESULT + "," + RESULT
                        + "                               | messages.2.content.1: unexpected `tool_use_id`",
                RESULT + ",{\"type\":\"text\",\"text\":\"x\"}," + RESULT + " | messages.2: unexpected `tool_use_id`",
            })
    void result_thatDoesNotFollowItsCall_is400(String blocks, String expected) {
        assertThat(error(history(WEATHER, blocks), "")).startsWith(expected);
    }

    @Test
    void call_atTheEnd_is400() {
        String end = USER + ",{\"role\":\"assistant\",\"content\":[" + WEATHER + "]}";
        assertThat(error(end, "")).startsWith("messages.1: `tool_use` ids were found without");
        assertThat(error(end + ",{\"role\":\"assistant\",\"content\":\"x\"}", ""))
                .startsWith("messages.1: `tool_use` ids were found without");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toolu_1_0                    | toolu 1   | messages.1.content.0.tool_use.id: String should match",
                "toolu_1_0                    | ''        | messages.1.content.0.tool_use.id: String should match",
                "{\"city\":\"Paris\"}         | \"Paris\" | messages.1.content.0.tool_use.input: Input should be an"
            })
    void call_thatIsWrong_is400(String part, String wrong, String expected) {
        assertThat(error(history(WEATHER.replace(part, wrong), RESULT.replace(part, wrong)), ""))
                .startsWith(expected);
    }

    @Test
    void call_withoutTools_is400() {
        String body = "{\"model\":\"lorem\",\"max_tokens\":99,\"messages\":[" + history(WEATHER, RESULT) + "]}";
        assertThat(TestStage.body(messages(body), 400).at("/error/message").asText())
                .startsWith("tools: Field required");
    }

    private JsonNode answer(String messages, String more) {
        return TestStage.body(messages(request(messages, more)), 200);
    }

    private String error(String messages, String more) {
        return TestStage.body(messages(request(messages, more)), 400)
                .at("/error/message")
                .asText();
    }

    private Object messages(String body) {
        return simulator.messages(TestStage.bytes(body), "key", null, "2023-06-01");
    }

    private static String request(String messages, String more) {
        String list = messages.startsWith("{") ? messages : "{\"role\":\"user\",\"content\":\"" + messages + "\"}";
        return "{\"model\":\"echo\",\"max_tokens\":1000,\"messages\":[" + list + "]" + TOOLS + more + "}";
    }

    private static String history(String calls, String results) {
        return USER + ",{\"role\":\"assistant\",\"content\":[" + calls + "]},{\"role\":\"user\",\"content\":[" + results
                + "]}";
    }

    private static String thought(String text) {
        return "{\"type\":\"thinking\",\"thinking\":\"" + text + "\",\"signature\":\"" + Signature.of(text) + "\"}";
    }

    private static String start(int index, String block) {
        return event("content_block_start", index, ",\"content_block\":" + block);
    }

    private static String fragment(int index, String json) {
        return event(
                "content_block_delta",
                index,
                ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}");
    }

    private static String stop(int index) {
        return event("content_block_stop", index, "");
    }

    private static String event(String type, int index, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"index\":" + index + rest + "}\n\n";
    }
}
