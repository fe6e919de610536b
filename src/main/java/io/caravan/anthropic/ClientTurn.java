package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import io.caravan.chat.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One turn of a client's, block by block: one message, or one for each result of a tool and one for the rest. */
final class ClientTurn {

    private final Role role;
    private final List<Content> content = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<Message> results = new ArrayList<>();
    private final List<JsonNode> thinkingBlocks = new ArrayList<>();
    private final StringBuilder reasoning = new StringBuilder();

    ClientTurn(Role role) {
        this.role = role;
    }

    void add(Content part) {
        content.add(part);
    }

    void add(Fields block) {
        switch (block.required("type")) {
            case "tool_use" -> addCall(block);
            case "tool_result" -> addResult(block);
            case "thinking" -> addThinking(block, block.required("thinking"));
            case "redacted_thinking" -> addThinking(block, "");
            default -> content.add(ClientContent.of(block));
        }
    }

    private void addThinking(Fields block, String text) {
        require(Role.ASSISTANT, block);
        reasoning.append(text);
        thinkingBlocks.add(block.object());
    }

    private void addCall(Fields block) {
        require(Role.ASSISTANT, block);
        JsonNode input = block.inside("input").object();
        calls.add(new ToolCall(
                block.required("id"),
                block.required("name"),
                input.isObject() ? input.toString() : "{}",
                ClientContent.others(block, Set.of("type", "id", "name", "input"))));
    }

    private void addResult(Fields block) {
        require(Role.USER, block);
        Map<String, JsonNode> extras =
                ClientContent.others(block, Set.of("type", "tool_use_id", "content", "is_error"));
        if (block.flag("is_error").orElse(false)) {
            extras.put("is_error", BooleanNode.TRUE);
        }
        results.add(new Message(
                Role.TOOL,
                result(block),
                Optional.empty(),
                List.of(),
                Optional.of(block.required("tool_use_id")),
                Optional.empty(),
                List.of(),
                extras));
    }

    private static List<Content> result(Fields block) {
        JsonNode content = block.node("content");
        if (content.isTextual() || content.isMissingNode() || content.isArray() && content.isEmpty()) {
            return List.of(new Content.Text(content.asText()));
        }
        return block.each("content").stream().map(ClientContent::of).toList();
    }

    private void require(Role wanted, Fields block) {
        if (role != wanted) {
            block.wrong("type", "must stand in a message of the " + wanted.wireName() + "'s");
        }
    }

    /** What was added: the results of tools first, as they answer the turn before. */
    List<Message> messages() {
        List<Message> messages = new ArrayList<>(results);
        if (!content.isEmpty() || !calls.isEmpty() || !thinkingBlocks.isEmpty()) {
            messages.add(new Message(
                    role,
                    content,
                    Optional.empty(),
                    calls,
                    Optional.empty(),
                    Optional.of(reasoning.toString()).filter(text -> !text.isEmpty()),
                    thinkingBlocks,
                    Map.of()));
        }
        return messages;
    }
}
