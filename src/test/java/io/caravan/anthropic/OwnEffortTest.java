package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.JSON;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Anthropic's own clients say about effort, on its way through the gateway to Anthropic. */
class OwnEffortTest {

    private static RoutedRequest asked(String model, String members) {
        var chat = new AnthropicClientTransformer(JSON).request(json("""
            {"model": "anthropic/%s", "max_tokens": 3000, "messages": [{"role": "user", "content": "Hi"}], %s}
            """.formatted(model, members)));
        return new RoutedRequest(chat, Fixture.PROVIDER, model);
    }

    private static JsonNode members(RoutedRequest routed) {
        ObjectNode body = (ObjectNode) sent(routed);
        return body.without(List.of("model", "messages"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        claude-opus-4-6   | "thinking":{"type":"enabled","budget_tokens":2000},"output_config":{"effort":"low"}
        claude-opus-4-8   | "thinking":{"type":"adaptive"},"output_config":{"effort":"xhigh"}
        claude-opus-5     | "thinking":{"type":"disabled"},"output_config":{"effort":"medium"}
        claude-sonnet-4-6 | "temperature":0.5,"output_config":{"effort":"low"}
        claude-opus-5     | "output_config":{"effort":"max"}
        claude-opus-4-6   | "thinking":{"type":"enabled","budget_tokens":2000}
        """)
    void effort_reachesTheServiceAsItWasSaid_withOrWithoutThinking(String model, String members) {
        RoutedRequest routed = asked(model, members);

        assertThat(members(routed)).isEqualTo(json("{\"max_tokens\": 3000, " + members + "}"));
        assertThat(Fixture.dropped(routed)).isEmpty();
    }

    @Test
    void effort_thatTheModelHasNoWordFor_isTheNextOne() {
        assertThat(sent(asked("claude-opus-4-6", "\"output_config\":{\"effort\":\"xhigh\"}"))
                        .path("output_config"))
                .isEqualTo(json("{\"effort\":\"max\"}"));
    }

    @Test
    void effort_onModelsWithBudget_isABudget() {
        assertThat(members(asked("claude-sonnet-4-5", "\"output_config\":{\"effort\":\"low\"}")))
                .isEqualTo(
                        json("{\"max_tokens\": 4024, \"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}}"));
    }

    @Test
    void effort_besideABudgetOnModelsThatKnowNone_isReported() {
        RoutedRequest routed = asked("claude-sonnet-4-5", """
            "thinking":{"type":"enabled","budget_tokens":2000},"output_config":{"effort":"low"}\
            """);

        assertThat(sent(routed).has("output_config")).isFalse();
        assertThat(Fixture.dropped(routed)).containsExactly("reasoning_effort");
    }

    @Test
    void effort_none_isNoThinking() {
        assertThat(members(asked("claude-opus-4-8", "\"output_config\":{\"effort\":\"none\"}")))
                .isEqualTo(json("{\"max_tokens\": 3000, \"thinking\": {\"type\": \"disabled\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
        {"effort":"low"}                    | low | -
        {"effort":"low","task_budget":1}    | low | output_config
        {"effort":"more"}                   | -   | output_config
        "low"                               | -   | output_config
        """)
    void effort_inAnthropicsWordsAmongOpenAIs_isPassedOnOrReported(String output, String effort, String dropped) {
        RoutedRequest routed = routed("claude-opus-4-6", "\"output_config\": " + output);

        assertThat(sent(routed).at("/output_config/effort").textValue()).isEqualTo(effort);
        assertThat(sent(routed).has("thinking")).isFalse();
        assertThat(Fixture.dropped(routed)).isEqualTo(dropped == null ? Set.of() : Set.of(dropped));
    }

    @Test
    void effort_inBothWords_isAnthropicsAndThinks() {
        assertThat(members(routed("claude-opus-4-6", """
            "output_config": {"effort": "low"}, "reasoning_effort": "high"
            """))).isEqualTo(json("""
                {"max_tokens": 4096, "thinking": {"type": "adaptive", "display": "summarized"},
                 "output_config": {"effort": "low"}}
                """));
    }

    @Test
    void effort_whereThoughtsAreLost_staysWithoutThem() {
        var chat = new AnthropicClientTransformer(JSON).request(json("""
            {"model": "anthropic/claude-opus-4-6", "max_tokens": 3000, "output_config": {"effort": "low"},
             "thinking": {"type": "adaptive"}, "tools": [{"name": "f", "input_schema": {"type": "object"}}],
             "messages": [{"role": "user", "content": "Hi"},
               {"role": "assistant", "content": [{"type": "tool_use", "id": "1", "name": "f", "input": {}}]},
               {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "content": "x"}]}]}
            """));
        var body = sent(new RoutedRequest(chat, Fixture.PROVIDER, "claude-opus-4-6"));

        assertThat(body.has("thinking")).isFalse();
        assertThat(body.path("output_config")).isEqualTo(json("{\"effort\":\"low\"}"));
    }
}
