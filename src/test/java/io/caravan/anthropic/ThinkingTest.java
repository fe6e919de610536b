package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThinkingTest {

    private static final String ADAPTIVE = "\"thinking\": {\"type\": \"adaptive\", \"display\": \"summarized\"}";

    private static JsonNode members(String model, String asked) {
        ObjectNode body = (ObjectNode) sent(routed(model, asked));
        return body.without(List.of("model", "messages"));
    }

    private static String effort(String effort) {
        return "\"reasoning_effort\": \"" + effort + "\"";
    }

    @ParameterizedTest
    @CsvSource({
        "minimal, 1024, 5120",
        "low,     1024, 5120",
        "medium,  2048, 6144",
        "high,    4096, 8192",
        "xhigh,   4096, 8192",
        "max,     4096, 8192"
    })
    void effort_onModelsWithBudget_isBudgetBesidesTheAnswersLimit(String effort, int budget, int limit) {
        for (String model : List.of(
                "claude-3-7-sonnet-20250219",
                "claude-sonnet-4-20250514",
                "claude-opus-4-1-20250805",
                "claude-sonnet-4-5-20250929",
                "claude-opus-4-5-20251101")) {
            assertThat(members(model, effort(effort))).isEqualTo(json("""
                {"max_tokens": %d, "thinking": {"type": "enabled", "budget_tokens": %d}}
                """.formatted(limit, budget)));
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 4196", "63000, 64000"})
    void limit_ofModelsWithBudget_growsByTheBudgetUpToTheModels(int asked, int limit) {
        assertThat(members("claude-sonnet-4-5", effort("high") + ", \"max_tokens\": " + asked))
                .isEqualTo(json("""
                    {"max_tokens": %d, "thinking": {"type": "enabled", "budget_tokens": 4096}}
                    """.formatted(limit)));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-6, minimal, low",
        "claude-opus-4-6,   low,     low",
        "claude-opus-4-6,   medium,  medium",
        "claude-opus-4-6,   high,    high",
        "claude-opus-4-6,   xhigh,   max",
        "claude-opus-4-6,   max,     max",
        "claude-opus-4-8,   xhigh,   xhigh",
        "claude-sonnet-5,   xhigh,   xhigh",
        "claude-opus-5,     max,     max",
        "claude-fable-5,    none,    low",
        "claude-sonnet-9,   high,    high"
    })
    void effort_onAdaptiveModels_isEffortOfTheirs(String model, String effort, String sent) {
        assertThat(members(model, effort(effort))).isEqualTo(json("""
            {"max_tokens": 4096, %s, "output_config": {"effort": "%s"}}
            """.formatted(ADAPTIVE, sent)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-opus-4-6", "claude-opus-4-8", "claude-sonnet-5", "claude-opus-5"})
    void effortNone_onAdaptiveModels_isSaid(String model) {
        assertThat(members(model, effort("none")))
                .isEqualTo(json("{\"max_tokens\": 4096, \"thinking\": {\"type\": \"disabled\"}}"));
    }

    @Test
    void effortNone_onModelsWithBudget_isSilence() {
        assertThat(members("claude-sonnet-4-5", effort("none"))).isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-3-haiku-20240307", "claude-3-5-sonnet-20241022"})
    void effort_onModelsThatDoNotThink_isDropped(String model) {
        assertThat(members(model, effort("high") + ", \"temperature\": 0.5"))
                .isEqualTo(json("{\"max_tokens\": 4096, \"temperature\": 0.5}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-sonnet-4-5", "claude-sonnet-4-6"})
    void sampling_whileThinking_isDropped(String model) {
        JsonNode body = members(model, effort("low") + ", \"temperature\": 0.5, \"top_p\": 0.9, \"top_k\": 3");

        assertThat(body.fieldNames()).toIterable().contains("thinking").doesNotContain("temperature", "top_p", "top_k");
    }

    @Test
    void sampling_whenThinkingIsSwitchedOff_isKept() {
        assertThat(members("claude-sonnet-4-6", effort("none") + ", \"temperature\": 0.5"))
                .isEqualTo(json("""
                    {"max_tokens": 4096, "temperature": 0.5, "thinking": {"type": "disabled"}}
                    """));
    }

    @ParameterizedTest
    @CsvSource({"'', 14096", "', \"max_tokens\": 20000', 20000", "', \"max_tokens\": 10000', 20000"})
    void thinking_inAnthropicsOwnWords_isPassedOnWithRoomForTheAnswer(String asked, int limit) {
        assertThat(members("claude-sonnet-4-5", """
            "thinking": {"type": "enabled", "budget_tokens": 10000}, "temperature": 0.5, "reasoning_effort": "low"
            """ + asked)).isEqualTo(json("""
                {"max_tokens": %d, "thinking": {"type": "enabled", "budget_tokens": 10000}}
                """.formatted(limit)));
    }

    @Test
    void thinking_switchedOffInAnthropicsOwnWords_leavesTheSampling() {
        assertThat(members("claude-sonnet-4-6", "\"thinking\": {\"type\": \"disabled\"}, \"temperature\": 0.5"))
                .isEqualTo(json("""
                    {"max_tokens": 4096, "temperature": 0.5, "thinking": {"type": "disabled"}}
                    """));
    }

    @Test
    void thinking_thatIsNoObject_isDropped() {
        assertThat(members("claude-sonnet-4-5", "\"thinking\": true")).isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @ParameterizedTest
    @CsvSource({"{, false", "' ', true"})
    void effort_forAnAnswerThatIsBegun_isDropped(String begun, boolean thinks) {
        JsonNode body = sent(routed("""
            {"model": "anthropic/claude-sonnet-4-5", "reasoning_effort": "high", "messages": [
             {"role": "user", "content": "A"}, {"role": "assistant", "content": "%s"},
             {"role": "system", "content": "S"}]}
            """.formatted(begun)));

        assertThat(body.has("thinking")).isEqualTo(thinks);
        assertThat(body.path("max_tokens").intValue()).isEqualTo(thinks ? 8192 : 4096);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-6,   adaptive, high,  high",
        "claude-opus-4-6,   adaptive, xhigh, max",
        "claude-opus-4-6,   enabled,  high,  ",
        "claude-sonnet-4-5, adaptive, high,  ",
        "claude-opus-4-6,   adaptive, ,      "
    })
    void thinking_thatIsAdaptive_takesTheEffortBesideIt(String model, String type, String effort, String sent) {
        String asked = "\"thinking\": {\"type\": \"" + type + "\"}" + (effort == null ? "" : ", " + effort(effort));

        assertThat(members(model, asked).at("/output_config/effort").textValue())
                .isEqualTo(sent);
        assertThat(Fixture.dropped(routed(model, asked)).contains("reasoning_effort"))
                .isEqualTo(effort != null && sent == null);
    }
}
