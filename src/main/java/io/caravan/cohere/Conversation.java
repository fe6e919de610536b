package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.RoutedRequest;
import java.util.List;

/**
 * The turns of a request as Cohere wants them. The quirk word {@code textual} tells which models see no pictures.
 *
 * @see <a href="https://docs.cohere.com/docs/chat-api">The Chat API</a>
 */
final class Conversation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RoutedRequest routed;
    private final ArrayNode messages = NODES.arrayNode();

    private Conversation(RoutedRequest routed) {
        this.routed = routed;
    }

    /**
     * The turns of a request.
     *
     * @throws GatewayException if Cohere has no form for one of them
     */
    static ArrayNode of(RoutedRequest routed) {
        Conversation conversation = new Conversation(routed);
        List<Message> turns = routed.chat().messages();
        for (int i = 0; i < turns.size(); i++) {
            conversation.add(turns.get(i), "messages." + i);
        }
        return conversation.messages;
    }

    private void add(Message message, String path) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> turn("system").set("content", content(message, path));
            case USER -> turn("user").set("content", content(message, path));
            case ASSISTANT -> addAnswer(message, path);
            case TOOL, FUNCTION ->
                turn("tool")
                        .put("tool_call_id", message.toolCallId().orElse(""))
                        .set("content", content(message, path));
        }
    }

    private ObjectNode turn(String role) {
        return messages.addObject().put("role", role);
    }

    /** A turn that neither says nor calls anything is left out: Cohere refuses it. */
    private void addAnswer(Message message, String path) {
        if (message.extras().containsKey("tool_calls")) {
            throw unsupported(path + ".tool_calls", "nothing but calls of functions can be sent");
        }
        if (message.content().isEmpty() && message.toolCalls().isEmpty()) {
            return;
        }
        ObjectNode turn = turn("assistant");
        if (!message.content().isEmpty()) {
            turn.set("content", content(message, path));
        }
        if (!message.toolCalls().isEmpty()) {
            message.reasoning().ifPresent(plan -> turn.put("tool_plan", plan));
            ArrayNode calls = turn.putArray("tool_calls");
            message.toolCalls().forEach(call -> addCall(calls, call));
        }
    }

    private static void addCall(ArrayNode calls, ToolCall call) {
        calls.addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private JsonNode content(Message message, String path) {
        ArrayNode parts = NODES.arrayNode();
        List<Content> content = message.content();
        for (int i = 0; i < content.size(); i++) {
            parts.add(part(content.get(i), message.role(), path + ".content." + i));
        }
        boolean text = parts.valueStream().allMatch(part -> part.has("text"));
        return text && (parts.size() == 1 || message.role() == Role.TOOL) ? joined(parts) : parts;
    }

    private static TextNode joined(ArrayNode parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.path("text").asText()));
        return TextNode.valueOf(text.toString());
    }

    private JsonNode part(Content part, Role role, String path) {
        return switch (part) {
            case Content.Text(String text, var _) -> text(text);
            case Content.Refusal(String refusal) -> text(refusal);
            case Content.Image image -> image(image, role, path);
            case Content.Audio _ -> throw unsupported(path, "sound cannot be sent");
            case Content.Document _ -> throw unsupported(path, "files cannot be sent");
            case Content.Unknown(String type, JsonNode raw) -> unknown(type, raw, path);
        };
    }

    private static ObjectNode text(String text) {
        return NODES.objectNode().put("type", "text").put("text", text);
    }

    private ObjectNode image(Content.Image image, Role role, String path) {
        if (role != Role.USER) {
            throw unsupported(path, "pictures can be sent in turns of the user only");
        }
        List<String> blind = routed.provider().quirks().list("textual");
        if (blind.stream().anyMatch(glob -> ModelPattern.of(glob).matches(routed.model()))) {
            throw unsupported(path, "pictures cannot be sent to " + routed.model());
        }
        ObjectNode node = NODES.objectNode().put("type", "image_url");
        ObjectNode url = node.putObject("image_url").put("url", image.url());
        image.detail().ifPresent(detail -> url.put("detail", detail));
        return node;
    }

    /** Documents of Cohere's own form are for Cohere. */
    private JsonNode unknown(String type, JsonNode raw, String path) {
        if (!type.equals("document")) {
            throw unsupported(path, "a part of the type " + type + " cannot be sent");
        }
        return raw;
    }

    private GatewayException unsupported(String path, String why) {
        return GatewayException.unsupported(
                        path, why + ", for " + routed.provider().id())
                .at(routed.origin());
    }
}
