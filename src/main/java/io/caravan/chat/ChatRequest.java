package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation to be continued by a model.
 *
 * @param model the name the caller used, prefix included
 * @param stream whether the answer is wanted piece by piece
 * @param streamOptions OpenAI's member of that name, empty if the caller left it out
 * @param extras members that Caravan gives no meaning; they reach OpenAI-compatible providers unchanged
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        Sampling sampling,
        OutputLimit limit,
        Optional<ResponseFormat> responseFormat,
        Optional<ReasoningEffort> reasoningEffort,
        Tools tools,
        boolean stream,
        Map<String, JsonNode> streamOptions,
        Optional<String> user,
        Map<String, JsonNode> extras) {

    public ChatRequest {
        requireNonNull(model, "model is null");
        messages = List.copyOf(messages);
        streamOptions = Map.copyOf(streamOptions);
        extras = Map.copyOf(extras);
    }

    /** Whether the caller asked to see the token usage at the end of a stream. */
    public boolean wantsUsage() {
        JsonNode wanted = streamOptions.get("include_usage");
        return wanted != null && wanted.asBoolean();
    }
}
