package io.caravan.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ReasoningEffort;
import java.util.Optional;

/** How much a model is told to think: by a number of tokens or by a word, depending on its age. */
sealed interface Thinking {

    /** The {@code thinkingConfig} for an effort, nothing for a model that takes none. */
    Optional<ObjectNode> config(ReasoningEffort effort);

    /** A model before 2.5, or of another kind, which refuses any word about thinking. */
    record Untold() implements Thinking {
        @Override
        public Optional<ObjectNode> config(ReasoningEffort effort) {
            return Optional.empty();
        }
    }

    /**
     * Tokens, for Gemini 2.5.
     *
     * @param none for no thinking, more than 0 where it cannot be switched off
     * @param minimal the least that the model takes for some thinking
     */
    record Budget(int none, int minimal) implements Thinking {
        @Override
        public Optional<ObjectNode> config(ReasoningEffort effort) {
            return Optional.of(withThoughts(effort).put("thinkingBudget", tokens(effort)));
        }

        private int tokens(ReasoningEffort effort) {
            return switch (effort) {
                case NONE -> none;
                case MINIMAL -> minimal;
                case LOW -> 1024;
                case MEDIUM -> 2048;
                case HIGH -> 4096;
                case XHIGH -> 8192;
                case MAX -> 24_576;
            };
        }
    }

    /** A word, from Gemini 3 on; what is below the lowest of the model becomes that. */
    record Level(ReasoningEffort lowest) implements Thinking {
        @Override
        public Optional<ObjectNode> config(ReasoningEffort effort) {
            return Optional.of(
                    withThoughts(effort).put("thinkingLevel", level(effort).wireName()));
        }

        private ReasoningEffort level(ReasoningEffort effort) {
            return switch (effort) {
                case NONE, MINIMAL -> lowest;
                case LOW, MEDIUM, HIGH -> effort;
                case XHIGH, MAX -> ReasoningEffort.HIGH;
            };
        }
    }

    private static ObjectNode withThoughts(ReasoningEffort effort) {
        return JsonNodeFactory.instance.objectNode().put("includeThoughts", effort != ReasoningEffort.NONE);
    }
}
