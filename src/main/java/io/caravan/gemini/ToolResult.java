package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Message;

/** What a function gave, as Gemini's parts: its text as an object, and beside it all that is no text. */
final class ToolResult {

    private ToolResult() {}

    /**
     * The parts for a result.
     *
     * @param name the function
     * @param path where the message stands in the caller's request
     */
    static ArrayNode parts(Message message, String name, String path) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        ObjectNode result = parts.addObject().putObject("functionResponse");
        message.toolCallId().filter(id -> !id.isEmpty()).ifPresent(id -> result.put("id", id));
        result.put("name", name).set("response", response(message.text()));
        for (JsonNode part : ContentPart.all(message, path)) {
            if (!part.has("text")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Objects as they are; Gemini takes nothing else, so that other text becomes a member of one. */
    private static ObjectNode response(String text) {
        return ObjectText.read(text)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("content", text));
    }
}
