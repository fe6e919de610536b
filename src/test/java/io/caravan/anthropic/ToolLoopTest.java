package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.dropped;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolLoopTest {

    private static final String USER = "{\"role\": \"user\", \"content\": \"A\"}, ";
    private static final String ANSWER = "{\"role\": \"assistant\", \"content\": \"Done\"}, ";
    private static final String THOUGHT = """
        "thinking_blocks": [{"type": "thinking", "thinking": "Hm.", "signature": "Eq=="}],
        """;
    private static final String UNSIGNED = """
        "reasoning_content": "Hm.", "thinking_blocks": [{"type": "thinking", "thinking": "Hm."}],
        """;

    private static String round(String id, String thinking) {
        return """
            {"role": "assistant", %s "tool_calls": [{"id": "%s", "function": {"name": "f"}}]},
            {"role": "tool", "tool_call_id": "%s", "content": "B"},
            """.formatted(thinking, id, id);
    }

    private static RoutedRequest asked(String model, String members, String messages) {
        String list = messages.strip();
        return routed("""
            {"model": "anthropic/%s", %s, "messages": [%s],
             "tools": [{"type": "function", "function": {"name": "f"}}]}
            """.formatted(model, members, list.substring(0, list.length() - 1)));
    }

    private static boolean thinks(String messages) {
        RoutedRequest request = asked("claude-sonnet-4-5", "\"reasoning_effort\": \"low\"", messages);
        boolean thinks = sent(request).has("thinking");
        assertThat(dropped(request).contains("reasoning_effort")).isEqualTo(!thinks);
        return thinks;
    }

    @Test
    void thinking_thatIsGivenBack_goesOn() {
        assertThat(thinks(USER + round("a", THOUGHT))).isTrue();
        assertThat(thinks(USER + round("a", THOUGHT) + round("b", ""))).isTrue();
        assertThat(thinks(USER + round("a", THOUGHT) + round("b", THOUGHT))).isTrue();
        assertThat(thinks(USER
                        + round("a", "\"thinking_blocks\": [{\"type\": \"redacted_thinking\", \"data\": \"x\"}],")))
                .isTrue();
    }

    @Test
    void thinking_thatIsLost_isLeftOut() {
        assertThat(thinks(USER + round("a", ""))).isFalse();
        assertThat(thinks(USER + round("a", UNSIGNED))).isFalse();
        assertThat(thinks(USER + round("a", "") + round("b", ""))).isFalse();
        assertThat(thinks(USER + round("a", "") + "{\"role\": \"system\", \"content\": \"S\"},"))
                .isFalse();
        assertThat(thinks(USER + round("a", "") + USER)).isFalse();
        assertThat(thinks(USER + round("a", THOUGHT) + ANSWER + USER + round("b", "")))
                .isFalse();
    }

    @Test
    void thinking_ofALoopThatIsOver_doesNotMatter() {
        assertThat(thinks(USER + round("a", "") + ANSWER + USER)).isTrue();
        assertThat(thinks(USER + round("a", "") + ANSWER + USER + round("b", THOUGHT)))
                .isTrue();
        assertThat(thinks(USER)).isTrue();
    }

    @Test
    void thinking_ofAFunctionInTheOlderForm_isLostToo() {
        assertThat(thinks(USER + """
            {"role": "assistant", "function_call": {"name": "f"}}, {"role": "function", "name": "f", "content": "B"},
            """)).isFalse();
    }

    @Test
    void request_withoutItsThinking_isOneWithoutThinking() {
        JsonNode body = sent(asked(
                "claude-sonnet-4-5",
                "\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 2000}, \"temperature\": 0.5,"
                        + " \"tool_choice\": \"required\"",
                USER + round("a", "")));

        assertThat(body.has("thinking")).isFalse();
        assertThat(body.path("max_tokens").intValue()).isEqualTo(4096);
        assertThat(body.path("temperature").doubleValue()).isEqualTo(0.5);
        assertThat(body.path("tool_choice")).isEqualTo(json("{\"type\": \"any\"}"));
    }

    @Test
    void thinking_inAnthropicsOwnWords_isReportedWhenItIsLeftOut() {
        assertThat(dropped(asked(
                        "claude-sonnet-4-5",
                        "\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 2000}",
                        USER + round("a", ""))))
                .containsExactly("thinking");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-opus-4-6", "claude-opus-4-8", "claude-sonnet-5", "claude-fable-5"})
    void thinking_byEffort_isLeftOutWhenItIsLost(String model) {
        JsonNode body = sent(asked(model, "\"reasoning_effort\": \"high\"", USER + round("a", "")));

        assertThat(body.has("thinking")).isFalse();
        assertThat(body.has("output_config")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"reasoning_effort\": \"none\"", "\"thinking\": {\"type\": \"disabled\"}"})
    void thinking_thatIsNotWanted_isStillSaid(String asked) {
        assertThat(sent(asked("claude-sonnet-5", asked, USER + round("a", ""))).path("thinking"))
                .isEqualTo(json("{\"type\": \"disabled\"}"));
    }

    @Test
    void thinkingBlocks_ofATurn_areSentByteForByte() {
        String block =
                "{\"type\":\"thinking\",\"thinking\":\"Hm… \\\"é\\\"\",\"signature\":\"EqQB+/==\",\"new\":[1.5,null]}";
        RoutedRequest request = asked(
                "claude-sonnet-4-5",
                "\"reasoning_effort\": \"low\"",
                USER + round("a", "\"thinking_blocks\": [" + block + "],"));

        String body = new String(Fixture.transformer().request(request).body(), UTF_8);

        assertThat(body).contains("\"role\":\"assistant\",\"content\":[" + block + ",{\"type\":\"tool_use\"");
    }
}
