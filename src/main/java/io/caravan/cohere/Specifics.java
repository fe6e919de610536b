package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What Cohere tells and OpenAI has no member for: citations, and its own word for the end. */
final class Specifics {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Specifics() {}

    /** The member that tells it, none if there is nothing to tell. */
    static Map<String, JsonNode> of(JsonNode citations, String finish) {
        ObjectNode fields = NODES.objectNode();
        if (!citations.isEmpty()) {
            fields.set("citations", citations.isArray() ? citations : list(citations));
        }
        if (!finish.isEmpty()) {
            fields.put("native_finish_reason", finish);
        }
        return fields.isEmpty() ? Map.of() : Map.of("provider_specific_fields", fields);
    }

    private static ArrayNode list(JsonNode item) {
        return NODES.arrayNode().add(item);
    }
}
