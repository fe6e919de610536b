package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The values that a schema allows one by one. Google's form takes texts only, so numbers become texts, and other
 * values are not told at all.
 */
record Enumeration(List<JsonNode> values, boolean nullable) {

    /** The values that {@code enum} or {@code const} lists, if the schema has one of them. */
    static Optional<Enumeration> of(ObjectNode schema) {
        List<JsonNode> listed = schema.has("const")
                ? List.of(schema.path("const"))
                : schema.path("enum").valueStream().toList();
        List<JsonNode> values = listed.stream().filter(value -> !value.isNull()).toList();
        return listed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Enumeration(values, listed.size() > values.size()));
    }

    /** Puts the values and the type that they have into a schema. */
    void writeTo(ObjectNode schema) {
        if (nullable) {
            schema.put("nullable", true);
        }
        if (values.stream().allMatch(JsonNode::isBoolean) && !values.isEmpty()) {
            schema.put("type", "boolean");
        } else if (!values.isEmpty() && values.stream().allMatch(JsonNode::isValueNode)) {
            writeTexts(schema);
        }
    }

    private void writeTexts(ObjectNode schema) {
        schema.put("type", "string");
        if (!values.stream().allMatch(JsonNode::isTextual)) {
            schema.put("format", "enum");
        }
        ArrayNode texts = schema.putArray("enum");
        values.forEach(value -> texts.add(value.asText()));
    }
}
