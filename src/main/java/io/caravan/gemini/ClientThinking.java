package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.json.Fields;
import java.util.Locale;
import java.util.Optional;

/**
 * How much a client wants the model to think, said as an effort for providers that take no {@code thinkingConfig}.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thinking">Thinking</a>
 */
final class ClientThinking {

    static final String NAME = "thinkingConfig";

    private static final int LOW_BUDGET = 1024;
    private static final int MEDIUM_BUDGET = 2048;
    private static final int HIGH_BUDGET = 4096;

    private ClientThinking() {}

    static Optional<ReasoningEffort> effort(Fields config) {
        Fields thinking = config.inside(NAME);
        Optional<ReasoningEffort> level = thinking.text("thinkingLevel").flatMap(word -> level(thinking, word));
        JsonNode budget = thinking.node("thinkingBudget");
        if (budget.isMissingNode()) {
            return level;
        }
        if (!budget.isIntegralNumber() || !budget.canConvertToInt() || budget.intValue() < -1) {
            thinking.wrong("thinkingBudget", "must be a whole number from -1 on");
        }
        return level.or(() -> Optional.of(ofBudget(budget.intValue())));
    }

    private static Optional<ReasoningEffort> level(Fields thinking, String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        if (plain.equals("thinking_level_unspecified")) {
            return Optional.empty();
        }
        Optional<ReasoningEffort> level = ReasoningEffort.of(plain);
        if (level.isEmpty()) {
            thinking.wrong("thinkingLevel", "must be one of minimal, low, medium, high");
        }
        return level;
    }

    /** A negative budget leaves it to the model. */
    private static ReasoningEffort ofBudget(int budget) {
        if (budget == 0) {
            return ReasoningEffort.NONE;
        }
        if (budget < 0) {
            return ReasoningEffort.MEDIUM;
        }
        if (budget < MEDIUM_BUDGET) {
            return budget < LOW_BUDGET ? ReasoningEffort.MINIMAL : ReasoningEffort.LOW;
        }
        return budget < HIGH_BUDGET ? ReasoningEffort.MEDIUM : ReasoningEffort.HIGH;
    }
}
