package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A JSON Schema completed to what OpenAI demands where it is strict: objects know all their properties and require
 * each. A property that was optional may be null instead, as OpenAI recommends.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">Supported schemas</a>
 */
final class StrictSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> BY_NAME = List.of("patternProperties", "definitions", "$defs");
    private static final List<String> LISTS = List.of("prefixItems", "anyOf", "oneOf", "allOf");
    private static final List<String> SINGLE = List.of("items", "not");

    private StrictSchema() {}

    /** The completed schema; the given one stays as it is. */
    static JsonNode of(JsonNode schema) {
        if (!(schema instanceof ObjectNode given)) {
            return schema;
        }
        ObjectNode strict = NODES.objectNode().setAll(given);
        BY_NAME.forEach(name -> replace(strict, name, StrictSchema::eachMember));
        LISTS.forEach(name -> replace(strict, name, StrictSchema::eachItem));
        SINGLE.forEach(name -> replace(strict, name, one -> one.isArray() ? eachItem(one) : of(one)));
        if (!strict.has("anyOf")) {
            Rename.rename(strict, "oneOf", "anyOf");
        }
        if (describesObjects(strict)) {
            close(strict);
        }
        return strict;
    }

    private static void replace(ObjectNode schema, String name, Change change) {
        if (schema.has(name)) {
            schema.set(name, change.of(schema.get(name)));
        }
    }

    private static JsonNode eachMember(JsonNode schemas) {
        ObjectNode strict = NODES.objectNode();
        schemas.properties().forEach(schema -> strict.set(schema.getKey(), of(schema.getValue())));
        return schemas.isObject() ? strict : schemas;
    }

    private static JsonNode eachItem(JsonNode schemas) {
        ArrayNode strict = NODES.arrayNode();
        schemas.forEach(schema -> strict.add(of(schema)));
        return schemas.isArray() ? strict : schemas;
    }

    private static boolean describesObjects(JsonNode schema) {
        return schema.path("properties").isObject() || Nullable.types(schema).contains("object");
    }

    /** Objects with names that are not known beforehand cannot be had: of those OpenAI says so itself. */
    private static void close(ObjectNode schema) {
        if (!schema.path("additionalProperties").isObject()) {
            schema.put("additionalProperties", false);
        }
        if (!schema.path("properties").isObject()) {
            return;
        }
        Set<String> demanded = new HashSet<>();
        schema.path("required").forEach(name -> demanded.add(name.asText()));
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        schema.get("properties").properties().forEach(property -> {
            JsonNode strict = of(property.getValue());
            properties.set(property.getKey(), demanded.contains(property.getKey()) ? strict : Nullable.of(strict));
            required.add(property.getKey());
        });
        schema.set("properties", properties);
        if (!sameNames(required, schema.path("required"))) {
            schema.set("required", required);
        }
    }

    /** Names that are all there already keep their order. */
    private static boolean sameNames(ArrayNode one, JsonNode other) {
        return other.isArray()
                && one.size() == other.size()
                && one.valueStream().allMatch(name -> other.valueStream().anyMatch(name::equals));
    }

    /** What is done to a part of a schema. */
    @FunctionalInterface
    private interface Change {
        JsonNode of(JsonNode part);
    }
}
