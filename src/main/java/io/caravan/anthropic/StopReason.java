package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.FinishReason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the model stopped, in Anthropic's word, empty if it gave none.
 *
 * @param sequence the words that stopped it, if that did
 * @param explanation what it says about a refusal
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">Stop reasons</a>
 */
record StopReason(String word, Optional<String> sequence, Optional<String> explanation) {

    private static final Logger LOG = LoggerFactory.getLogger(StopReason.class);

    /** The reason told in a message or in a message's delta. */
    static StopReason of(JsonNode message) {
        String explanation = message.path("stop_details").path("explanation").asText("");
        return new StopReason(
                message.path("stop_reason").asText(""),
                Optional.ofNullable(message.path("stop_sequence").textValue()),
                Optional.of(explanation).filter(words -> !words.isBlank()));
    }

    boolean told() {
        return !word.isEmpty();
    }

    /**
     * The reason in OpenAI's words.
     *
     * @param calls whether the answer holds calls of tools
     */
    FinishReason finish(boolean calls) {
        return switch (word) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            case "end_turn", "stop_sequence", "pause_turn", "tool_use", "" -> stop(calls);
            default -> {
                LOG.warn("anthropic gave a stop reason that is not known: {}", word);
                yield stop(calls);
            }
        };
    }

    private static FinishReason stop(boolean calls) {
        return calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /** Puts Anthropic's words, if it gave some, among the members that are the provider's own. */
    void addTo(ProviderFields fields) {
        if (told()) {
            fields.set("native_finish_reason", TextNode.valueOf(word));
        }
        sequence.ifPresent(words -> fields.set("stop_sequence", TextNode.valueOf(words)));
    }
}
