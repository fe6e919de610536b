package io.caravan.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model said, or the next piece of it.
 *
 * @param reasoning what it thought, in the clear
 * @param thinkingBlocks signed reasoning, to be sent back byte for byte
 * @param toolCalls functions it wants called
 * @param extras members of the provider's, {@code provider_specific_fields} among them
 */
public record AssistantMessage(
        Optional<String> content,
        Optional<String> refusal,
        Optional<String> reasoning,
        List<JsonNode> thinkingBlocks,
        List<ToolCall> toolCalls,
        Map<String, JsonNode> extras) {

    public AssistantMessage {
        thinkingBlocks = List.copyOf(thinkingBlocks);
        toolCalls = List.copyOf(toolCalls);
        extras = Map.copyOf(extras);
    }

    /** A message that is nothing but text. */
    public static AssistantMessage of(String content) {
        return new AssistantMessage(
                Optional.of(content), Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of());
    }
}
