package io.caravan.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The next piece of a message.
 *
 * @param role only in the first piece
 */
public record Delta(
        Optional<Role> role,
        Optional<String> content,
        Optional<String> refusal,
        Optional<String> reasoning,
        List<JsonNode> thinkingBlocks,
        List<ToolCallDelta> toolCalls,
        Map<String, JsonNode> extras) {

    /** No further piece: what comes with the finish reason. */
    public static final Delta EMPTY = new Delta(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of());

    public Delta {
        thinkingBlocks = List.copyOf(thinkingBlocks);
        toolCalls = List.copyOf(toolCalls);
        extras = Map.copyOf(extras);
    }

    /** The first piece of every message: its role and empty content. */
    public static Delta start() {
        return new Delta(
                Optional.of(Role.ASSISTANT),
                Optional.of(""),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
    }

    /** A piece of the text. */
    public static Delta content(String content) {
        return new Delta(
                Optional.empty(),
                Optional.of(content),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
    }

    /** A piece of the reasoning. */
    public static Delta reasoning(String reasoning) {
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reasoning),
                List.of(),
                List.of(),
                Map.of());
    }

    /** Whole blocks of signed reasoning. */
    public static Delta thinkingBlocks(List<JsonNode> blocks) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), blocks, List.of(), Map.of());
    }

    /**
     * A piece of a {@link ToolCall}.
     *
     * @param index counts the calls of a message from 0 in order of first appearance
     * @param id in the first piece only, as is the name
     * @param arguments a fragment of the JSON text
     */
    public record ToolCallDelta(
            int index, Optional<String> id, Optional<String> name, String arguments, Map<String, JsonNode> extras) {
        public ToolCallDelta {
            extras = Map.copyOf(extras);
        }
    }
}
