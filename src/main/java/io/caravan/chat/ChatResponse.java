package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param created seconds since 1970
 * @param extras members of the provider's that Caravan gives no meaning, such as {@code system_fingerprint}
 */
public record ChatResponse(
        String id,
        long created,
        String model,
        List<Choice> choices,
        Optional<Usage> usage,
        Map<String, JsonNode> extras)
        implements ChatAnswer {

    public ChatResponse {
        requireNonNull(id, "id is null");
        requireNonNull(model, "model is null");
        choices = List.copyOf(choices);
        extras = Map.copyOf(extras);
    }

    /** One of the alternatives that were asked for with {@code n}. */
    public record Choice(
            int index, AssistantMessage message, Optional<FinishReason> finishReason, Optional<JsonNode> logprobs) {
        public Choice {
            requireNonNull(message, "message is null");
        }
    }
}
