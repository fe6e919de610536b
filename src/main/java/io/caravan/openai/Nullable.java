package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JSON Schema that also allows null. */
final class Nullable {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String NULL = "null";

    private Nullable() {}

    /** The schema with null allowed, said in the shortest way; the given one stays as it is. */
    static JsonNode of(JsonNode schema) {
        if (!(schema instanceof ObjectNode given) || allows(given)) {
            return schema;
        }
        boolean combined = Stream.of("const", "$ref", "allOf", "oneOf", "not").anyMatch(given::has);
        if (!combined && given.has("type") && !given.has("anyOf")) {
            return typed(given);
        }
        if (!combined && given.path("anyOf").isArray() && !given.has("type") && !given.has("enum")) {
            return NODES.objectNode().<ObjectNode>setAll(given).set("anyOf", with(given.get("anyOf"), nothing()));
        }
        return NODES.objectNode().set("anyOf", NODES.arrayNode().add(given).add(nothing()));
    }

    /** The names of the types that a schema allows, none if it does not say. */
    static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(name -> types.add(name.asText()));
        return types;
    }

    private static boolean allows(ObjectNode schema) {
        boolean byType = types(schema).contains(NULL)
                && (!schema.has("enum") || schema.get("enum").valueStream().anyMatch(JsonNode::isNull));
        return byType
                || schema.isEmpty()
                || schema.path("anyOf").valueStream().anyMatch(one -> one instanceof ObjectNode other && allows(other));
    }

    private static ObjectNode typed(ObjectNode given) {
        ObjectNode nullable = NODES.objectNode().setAll(given);
        ArrayNode types = nullable.putArray("type");
        types(given).stream().filter(type -> !type.equals(NULL)).forEach(types::add);
        types.add(NULL);
        if (given.path("enum").isArray() && given.get("enum").valueStream().noneMatch(JsonNode::isNull)) {
            nullable.set("enum", with(given.get("enum"), NODES.nullNode()));
        }
        return nullable;
    }

    private static ObjectNode nothing() {
        return NODES.objectNode().put("type", NULL);
    }

    private static ArrayNode with(JsonNode list, JsonNode item) {
        ArrayNode longer = NODES.arrayNode();
        list.forEach(longer::add);
        return longer.add(item);
    }
}
