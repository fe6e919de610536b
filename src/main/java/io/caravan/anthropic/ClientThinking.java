package io.caravan.anthropic;

import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.json.Fields;
import java.util.Optional;

/**
 * How much a client wants the model to think, said as an effort for providers that take no budget of tokens. The
 * members themselves stay among the request's extras, for providers that know them.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended thinking</a>
 */
record ClientThinking(Optional<ReasoningEffort> effort) {

    private static final int MEDIUM_BUDGET = 2048;
    private static final int HIGH_BUDGET = 4096;

    static ClientThinking of(Fields request) {
        Optional<ReasoningEffort> told = told(request.inside(Thinking.OUTPUT));
        Fields thinking = request.inside(Thinking.OWN_MEMBER);
        if (!thinking.object().isObject()) {
            return new ClientThinking(told);
        }
        return new ClientThinking(
                switch (thinking.required("type")) {
                    case "disabled" -> Optional.of(ReasoningEffort.NONE);
                    case "adaptive" -> told.or(() -> Optional.of(ReasoningEffort.HIGH));
                    case "enabled" -> told.or(() -> Optional.of(ofBudget(thinking)));
                    default -> {
                        thinking.wrong("type", "must be enabled, disabled or adaptive");
                        yield Optional.empty();
                    }
                });
    }

    private static Optional<ReasoningEffort> told(Fields output) {
        Optional<String> word = output.text("effort");
        Optional<ReasoningEffort> effort = word.flatMap(ReasoningEffort::of);
        if (word.isPresent() && effort.isEmpty()) {
            output.wrong("effort", "must be one of low, medium, high, xhigh, max");
        }
        return effort;
    }

    private static ReasoningEffort ofBudget(Fields thinking) {
        if (!thinking.has("budget_tokens")) {
            thinking.wrong("budget_tokens", "is required");
        }
        int budget = thinking.count("budget_tokens", Integer.MAX_VALUE).orElse(0);
        if (budget < MEDIUM_BUDGET) {
            return ReasoningEffort.LOW;
        }
        return budget < HIGH_BUDGET ? ReasoningEffort.MEDIUM : ReasoningEffort.HIGH;
    }
}
