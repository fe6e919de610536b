package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes blocks of the parts of a message. Text that is blank is left out, since the service refuses it. */
final class ContentBlocks {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Kinds of blocks that need no other form: what the service's own tools did, and what it can cite. */
    private static final Set<String> OWN_KINDS =
            Set.of("server_tool_use", "mcp_tool_use", "search_result", "container_upload");

    private final Message message;
    private final String path;

    private ContentBlocks(Message message, String path) {
        this.message = message;
        this.path = path;
    }

    /**
     * The blocks of a message in which anything may stand.
     *
     * @param path the message's place in the request
     * @throws GatewayException if Anthropic has no form for a part
     */
    static ArrayNode of(Message message, String path) {
        return new ContentBlocks(message, path).blocks();
    }

    /**
     * The blocks of a message in which the service takes no picture and no document.
     *
     * @param speaker whose message it is, for people to read
     */
    static ArrayNode ofWords(Message message, String path, String speaker) {
        List<Content> parts = message.content();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Content.Image || parts.get(i) instanceof Content.Document) {
                throw GatewayException.unsupported(
                        path + ".content." + i, speaker + " of anthropic must not hold pictures or documents");
            }
        }
        return of(message, path);
    }

    private ArrayNode blocks() {
        ArrayNode blocks = NODES.arrayNode();
        List<Content> parts = message.content();
        for (int i = 0; i < parts.size(); i++) {
            block(parts.get(i), path + ".content." + i).ifPresent(blocks::add);
        }
        return blocks;
    }

    private static Optional<ObjectNode> block(Content part, String path) {
        return switch (part) {
            case Content.Text(String text, Map<String, JsonNode> extras) -> text(text, extras);
            case Content.Refusal(String refusal) -> text(refusal, Map.of());
            case Content.Image image -> Optional.of(MediaBlock.of(image, path));
            case Content.Document document -> Optional.of(MediaBlock.of(document, path));
            case Content.Audio _ -> throw GatewayException.unsupported(path, "sound cannot be sent to anthropic");
            case Content.Unknown(String type, JsonNode raw) -> Optional.of(own(type, raw, path));
        };
    }

    private static Optional<ObjectNode> text(String text, Map<String, JsonNode> extras) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        ObjectNode block = NODES.objectNode().put("type", "text").put("text", text);
        OwnMembers.keep(block, extras);
        return Optional.of(block);
    }

    /** The block of a refusal that stands beside the content. */
    static Optional<ObjectNode> refusal(Message message) {
        JsonNode refusal = message.extras().get("refusal");
        return refusal == null ? Optional.empty() : text(refusal.asText(""), Map.of());
    }

    /** A block in Anthropic's own form. */
    private static ObjectNode own(String type, JsonNode raw, String path) {
        boolean known = OWN_KINDS.contains(type)
                || type.endsWith("_tool_result")
                || (type.equals("image") || type.equals("document"))
                        && raw.path("source").isObject();
        if (known && raw instanceof ObjectNode block) {
            return NODES.objectNode().setAll(block);
        }
        throw GatewayException.unsupported(path, "parts of type " + type + " cannot be sent to anthropic");
    }
}
