package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A sentence for the model that stands in for something a provider has no member for. */
record Instruction(String text) {

    /** Adds it to the instructions, after what they say already. */
    void addTo(ArrayNode messages) {
        for (JsonNode message : messages) {
            if (message.path("role").asText().equals("system")) {
                append((ObjectNode) message);
                return;
            }
        }
        messages.insertObject(0).put("role", "system").put("content", text);
    }

    private void append(ObjectNode message) {
        if (message.path("content") instanceof ArrayNode parts) {
            parts.addObject().put("type", "text").put("text", text);
        } else {
            message.put("content", message.path("content").asText() + "\n\n" + text);
        }
    }
}
