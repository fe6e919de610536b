package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ReasoningEffort;
import java.util.Optional;

/**
 * Whether and how much the model is to think.
 *
 * @param on whether it thinks
 * @param member what is sent as {@code thinking}
 * @param effort what is sent as {@code output_config.effort}
 * @param room tokens to be had beyond the answer's, since Anthropic counts both against one limit
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended thinking</a>
 */
record Thinking(boolean on, Optional<JsonNode> member, Optional<String> effort, int room) {

    private static final int LEAST_BUDGET = 1024;

    /**
     * The thinking that is asked for, in OpenAI's words or in Anthropic's own. A begun answer is not thought
     * about: the service refuses that.
     */
    static Thinking of(ChatRequest chat, ModelFamily family) {
        JsonNode given = chat.extras().get("thinking");
        if (given != null && given.isObject()) {
            return given(given, chat);
        }
        if (chat.reasoningEffort().isEmpty() || Conversation.begunAnswer(chat)) {
            return unasked(family);
        }
        return asked(chat.reasoningEffort().get(), family);
    }

    private static Thinking given(JsonNode member, ChatRequest chat) {
        boolean on = !member.path("type").asText().equals("disabled");
        int budget = on ? member.path("budget_tokens").asInt(0) : 0;
        boolean fits = chat.limit().tokens().orElse(0) > budget;
        return new Thinking(on, Optional.of(member), Optional.empty(), fits ? 0 : budget);
    }

    private static Thinking unasked(ModelFamily family) {
        return new Thinking(family.atLeast(Generation.THINKING), Optional.empty(), Optional.empty(), 0);
    }

    private static Thinking asked(ReasoningEffort effort, ModelFamily family) {
        if (family.atLeast(Generation.ADAPTIVE)) {
            return adaptive(effort, family);
        }
        boolean thinks = family.atLeast(Generation.BUDGETED) && effort != ReasoningEffort.NONE;
        return thinks ? budgeted(effort) : unasked(family);
    }

    private static Thinking budgeted(ReasoningEffort effort) {
        int budget = switch (effort) {
            case NONE, MINIMAL, LOW -> LEAST_BUDGET;
            case MEDIUM -> 2 * LEAST_BUDGET;
            case HIGH, XHIGH, MAX -> 4 * LEAST_BUDGET;
        };
        return new Thinking(
                true, Optional.of(member("enabled").put("budget_tokens", budget)), Optional.empty(), budget);
    }

    private static Thinking adaptive(ReasoningEffort effort, ModelFamily family) {
        if (effort == ReasoningEffort.NONE && !family.atLeast(Generation.ALWAYS_THINKING)) {
            return new Thinking(false, Optional.of(member("disabled")), Optional.empty(), 0);
        }
        ObjectNode adaptive = member("adaptive").put("display", "summarized");
        return new Thinking(true, Optional.of(adaptive), Optional.of(word(effort, family)), 0);
    }

    private static String word(ReasoningEffort effort, ModelFamily family) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH -> family.atLeast(Generation.UNSAMPLED) ? "xhigh" : "max";
            case MAX -> "max";
        };
    }

    private static ObjectNode member(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
