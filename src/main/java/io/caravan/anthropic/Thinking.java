package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
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
 * @param source the caller's member that it is asked for with, empty if it is not asked for
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended thinking</a>
 */
record Thinking(boolean on, Optional<JsonNode> member, Optional<String> effort, int room, Optional<String> source) {

    static final String OWN_MEMBER = "thinking";
    static final String EFFORT = "reasoning_effort";
    static final String OUTPUT = "output_config";

    private static final int LEAST_BUDGET = 1024;

    /**
     * The thinking that is asked for, in OpenAI's words or in Anthropic's own. It is left out where the thoughts before
     * the last calls of tools are lost, since the service refuses to go on without them.
     *
     * @param forced whether the model has to call a tool, which it cannot be made to while it thinks
     */
    static Thinking of(ChatRequest chat, ModelFamily family, boolean forced) {
        Thinking asked = asked(chat, family, forced);
        boolean lost = asked.on && ToolLoop.lostThinking(chat.messages());
        return (lost ? unasked(family, forced) : asked).with(ownEffort(chat, family));
    }

    /** The effort in Anthropic's own words, for models that know it; it says more than how much to think. */
    private static Optional<String> ownEffort(ChatRequest chat, ModelFamily family) {
        return ownEffort(chat).filter(_ -> family.atLeast(Generation.ADAPTIVE)).map(effort -> word(effort, family));
    }

    /** The effort in Anthropic's own words, of which none is not one. */
    static Optional<ReasoningEffort> ownEffort(ChatRequest chat) {
        JsonNode output = chat.extras().getOrDefault(OUTPUT, MissingNode.getInstance());
        return ReasoningEffort.of(output.path("effort").asText()).filter(effort -> effort != ReasoningEffort.NONE);
    }

    private Thinking with(Optional<String> ownEffort) {
        return new Thinking(on, member, ownEffort.or(() -> effort), room, source);
    }

    /**
     * A begun answer is not thought about: the service refuses that. Nor is a caller understood to want thoughts that
     * knows Anthropic's word for them, and speaks of effort alone.
     */
    private static Thinking asked(ChatRequest chat, ModelFamily family, boolean forced) {
        JsonNode given = chat.extras().get(OWN_MEMBER);
        if (given != null && given.isObject()) {
            return given(given, chat, family);
        }
        boolean onlyEffort = chat.natives().restated().contains(OUTPUT)
                && ownEffort(chat, family).isPresent();
        boolean asked = chat.reasoningEffort().isPresent() && !onlyEffort && !Conversation.begunAnswer(chat);
        return asked ? asked(chat.reasoningEffort().get(), family) : unasked(family, forced);
    }

    private static Thinking given(JsonNode member, ChatRequest chat, ModelFamily family) {
        String type = member.path("type").asText();
        boolean on = !type.equals("disabled");
        int budget = on ? member.path("budget_tokens").asInt(0) : 0;
        boolean fits = chat.limit().tokens().orElse(0) > budget;
        Optional<String> effort = chat.reasoningEffort()
                .filter(_ -> type.equals("adaptive") && family.atLeast(Generation.ADAPTIVE))
                .map(word -> word(word, family));
        return new Thinking(on, Optional.of(member), effort, fits ? 0 : budget, Optional.of(OWN_MEMBER));
    }

    private static Thinking unasked(ModelFamily family, boolean forced) {
        if (forced && family.generation() == Generation.THINKING) {
            return none(Optional.of(member("disabled")), Optional.empty());
        }
        boolean on = family.atLeast(Generation.THINKING);
        return new Thinking(on, Optional.empty(), Optional.empty(), 0, Optional.empty());
    }

    private static Thinking none(Optional<JsonNode> member, Optional<String> source) {
        return new Thinking(false, member, Optional.empty(), 0, source);
    }

    private static Thinking asked(ReasoningEffort effort, ModelFamily family) {
        if (family.atLeast(Generation.ADAPTIVE)) {
            return adaptive(effort, family);
        }
        boolean thinks = family.atLeast(Generation.BUDGETED) && effort != ReasoningEffort.NONE;
        return thinks ? budgeted(effort) : none(Optional.empty(), Optional.empty());
    }

    private static Thinking budgeted(ReasoningEffort effort) {
        int budget = switch (effort) {
            case NONE, MINIMAL, LOW -> LEAST_BUDGET;
            case MEDIUM -> 2 * LEAST_BUDGET;
            case HIGH, XHIGH, MAX -> 4 * LEAST_BUDGET;
        };
        JsonNode enabled = member("enabled").put("budget_tokens", budget);
        return new Thinking(true, Optional.of(enabled), Optional.empty(), budget, Optional.of(EFFORT));
    }

    private static Thinking adaptive(ReasoningEffort effort, ModelFamily family) {
        if (effort == ReasoningEffort.NONE && !family.atLeast(Generation.ALWAYS_THINKING)) {
            return none(Optional.of(member("disabled")), Optional.of(EFFORT));
        }
        ObjectNode adaptive = member("adaptive").put("display", "summarized");
        String word = word(effort, family);
        return new Thinking(true, Optional.of(adaptive), Optional.of(word), 0, Optional.of(EFFORT));
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
