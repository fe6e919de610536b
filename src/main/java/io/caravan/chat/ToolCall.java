package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A function that the model wants called.
 *
 * @param arguments the JSON text of the arguments, {@code {}} when there are none
 * @param extras vendor members such as {@code provider_specific_fields}
 */
public record ToolCall(String id, String name, String arguments, Map<String, JsonNode> extras) {
    public ToolCall {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(arguments, "arguments is null");
        extras = Map.copyOf(extras);
    }
}
