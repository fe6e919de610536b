package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.FinishReason;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why an answer ended, from OpenAI's words to Anthropic's; where Anthropic itself gave the answer, in the word that it
 * had.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">Stop reasons</a>
 */
final class ClientStopReason {

    private static final Set<String> STOPS = Set.of("end_turn", "stop_sequence", "pause_turn");
    private static final Set<String> LENGTHS = Set.of("max_tokens", "model_context_window_exceeded");

    private FinishReason finish = FinishReason.STOP;
    private String told = "";
    private Optional<String> sequence = Optional.empty();
    private boolean refused;
    private boolean called;

    void finish(FinishReason reason) {
        finish = reason;
    }

    /** Takes the provider's own word if it is among those members. */
    void extras(Map<String, JsonNode> extras) {
        JsonNode fields = extras.get("provider_specific_fields");
        if (fields != null) {
            told = fields.path("native_finish_reason").asText(told);
            sequence = Optional.ofNullable(fields.path("stop_sequence").textValue())
                    .or(() -> sequence);
        }
    }

    /** The model refused to answer. */
    void refuse() {
        refused = true;
    }

    /** A tool was called at last, be it that the answer only has the form of a call. */
    void call() {
        called = true;
    }

    /** The words that stopped the model, if that did. */
    Optional<String> sequence() {
        return sequence.filter(_ -> word().equals("stop_sequence"));
    }

    String word() {
        return switch (finish) {
            case STOP -> refused ? "refusal" : stop();
            case LENGTH -> LENGTHS.contains(told) ? told : "max_tokens";
            case TOOL_CALLS, FUNCTION_CALL -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }

    private String stop() {
        if (called) {
            return "tool_use";
        }
        return STOPS.contains(told) ? told : "end_turn";
    }
}
