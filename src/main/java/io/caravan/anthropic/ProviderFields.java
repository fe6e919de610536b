package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What Anthropic tells and OpenAI has no member for. */
final class ProviderFields {

    private static final String CITATIONS = "citations";

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    void set(String name, JsonNode value) {
        fields.set(name, value);
    }

    /** Adds a place that the answer's text is taken from. */
    void cite(JsonNode citation) {
        fields.withArrayProperty(CITATIONS).add(citation);
    }

    /** The member that holds them, if there are any. */
    Map<String, JsonNode> extras() {
        return fields.isEmpty() ? Map.of() : Map.of("provider_specific_fields", fields);
    }
}
