package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One turn of a conversation.
 *
 * @param reasoning what an earlier answer gave as {@code reasoning_content}
 * @param thinkingBlocks signed reasoning of an earlier answer, kept byte for byte
 * @param extras members that Caravan does not know
 */
public record Message(
        Role role,
        List<Content> content,
        Optional<String> name,
        List<ToolCall> toolCalls,
        Optional<String> toolCallId,
        Optional<String> reasoning,
        List<JsonNode> thinkingBlocks,
        Map<String, JsonNode> extras) {

    public Message {
        requireNonNull(role, "role is null");
        content = List.copyOf(content);
        toolCalls = List.copyOf(toolCalls);
        thinkingBlocks = List.copyOf(thinkingBlocks);
        extras = Map.copyOf(extras);
    }

    /** A turn that holds nothing but text. */
    public static Message of(Role role, String text) {
        return new Message(
                role,
                List.of(new Content.Text(text)),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    /** The text parts, joined as they stand. */
    public String text() {
        return content.stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining());
    }

    /** The same turn with other parts. */
    public Message withContent(List<Content> other) {
        return new Message(role, other, name, toolCalls, toolCallId, reasoning, thinkingBlocks, extras);
    }

    /** The same turn spoken by another. */
    public Message withRole(Role other) {
        return new Message(other, content, name, toolCalls, toolCallId, reasoning, thinkingBlocks, extras);
    }
}
