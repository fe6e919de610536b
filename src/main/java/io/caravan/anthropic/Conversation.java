package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;

/**
 * The turns of a request as Anthropic wants them: instructions apart, one message for a run of one role, the
 * user first, nothing empty.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
final class Conversation {

    private static final String CACHE_CONTROL = "cache_control";

    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    private Conversation() {}

    /**
     * The turns of a request.
     *
     * @throws GatewayException if Anthropic has no form for them
     */
    static Conversation of(ChatRequest chat) {
        Conversation conversation = new Conversation();
        List<Message> turns = chat.messages();
        for (int i = 0; i < turns.size(); i++) {
            conversation.add(turns.get(i), "messages." + i);
        }
        if (conversation.messages.isEmpty()) {
            throw GatewayException.invalid("messages", "must hold a user message with text, for anthropic");
        }
        conversation.trimBegunAnswer();
        return conversation;
    }

    /** Whether the last turn is the start of the answer, to be continued. */
    static boolean begunAnswer(ChatRequest chat) {
        return chat.messages().reversed().stream()
                .filter(message -> !message.role().instructs() && says(message))
                .findFirst()
                .filter(message -> message.role() == Role.ASSISTANT)
                .isPresent();
    }

    private static boolean says(Message message) {
        return message.content().stream()
                .anyMatch(part -> !(part instanceof Content.Text(String text, var _)) || !text.isBlank());
    }

    /** The blocks of all instructions. */
    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    private void add(Message message, String path) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> system.addAll(text(message, path));
            case USER -> turn("user", text(message, path), path);
            case ASSISTANT -> turn("assistant", answer(message, path), path);
            case TOOL, FUNCTION ->
                throw GatewayException.unsupported(path + ".role", "results of tools cannot be sent to anthropic");
        }
    }

    private void turn(String role, ArrayNode blocks, String path) {
        if (blocks.isEmpty()) {
            return;
        }
        if (messages.path(messages.size() - 1) instanceof ObjectNode last
                && last.path("role").asText().equals(role)) {
            last.withArrayProperty("content").addAll(blocks);
            return;
        }
        if (messages.isEmpty() && role.equals("assistant")) {
            throw GatewayException.invalid(path + ".role", "the first message must be the user's, for anthropic");
        }
        messages.addObject().put("role", role).set("content", blocks);
    }

    private static ArrayNode answer(Message message, String path) {
        if (!message.toolCalls().isEmpty() || message.extras().containsKey("tool_calls")) {
            throw GatewayException.unsupported(path + ".tool_calls", "calls of tools cannot be sent to anthropic");
        }
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        message.thinkingBlocks().stream().filter(Conversation::signed).forEach(blocks::add);
        return blocks.addAll(text(message, path));
    }

    /** The service refuses thinking that it did not sign. */
    private static boolean signed(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "thinking" -> !block.path("signature").asText("").isEmpty();
            case "redacted_thinking" -> true;
            default -> false;
        };
    }

    private static ArrayNode text(Message message, String path) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        List<Content> parts = message.content();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Content.Text(String text, Map<String, JsonNode> extras) -> add(blocks, text, extras);
                case Content.Refusal(String refusal) -> add(blocks, refusal, Map.of());
                case Content.Image _, Content.Audio _, Content.Document _, Content.Unknown _ ->
                    throw GatewayException.unsupported(
                            path + ".content." + i, "nothing but text can be sent to anthropic");
            }
        }
        if (!blocks.isEmpty()) {
            keepCacheControl((ObjectNode) blocks.get(blocks.size() - 1), message.extras());
        }
        return blocks;
    }

    private static void add(ArrayNode blocks, String text, Map<String, JsonNode> extras) {
        if (!text.isBlank()) {
            keepCacheControl(blocks.addObject().put("type", "text").put("text", text), extras);
        }
    }

    private static void keepCacheControl(ObjectNode block, Map<String, JsonNode> extras) {
        JsonNode control = extras.get(CACHE_CONTROL);
        if (control != null && control.isObject()) {
            block.set(CACHE_CONTROL, control);
        }
    }

    /** White space at the end of a begun answer is refused. */
    private void trimBegunAnswer() {
        JsonNode last = messages.get(messages.size() - 1);
        JsonNode content = last.path("content");
        if (last.path("role").asText().equals("assistant")
                && content.get(content.size() - 1) instanceof ObjectNode block
                && block.path("type").asText().equals("text")) {
            block.put("text", block.path("text").asText().stripTrailing());
        }
    }
}
