package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;

/**
 * Makes JSON Schema of a schema in Google's form of OpenAPI's: types in capitals, null apart, numbers in quotes.
 *
 * @see <a href="https://ai.google.dev/api/caching#Schema">Schema</a>
 */
final class ClientSchema {

    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

    private ClientSchema() {}

    static JsonNode of(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(member -> add(plain, ClientWords.camel(member.getKey()), member.getValue()));
        if (schema.path("nullable").asBoolean()) {
            allowNull(plain);
        }
        return plain;
    }

    private static void add(ObjectNode plain, String name, JsonNode value) {
        switch (name) {
            case "nullable" -> {}
            case "type" -> addType(plain, value);
            case "format" -> addFormat(plain, value);
            case "properties", "$defs", "defs" -> addEach(plain, name.equals("defs") ? "$defs" : name, value);
            case "anyOf", "oneOf", "allOf", "prefixItems" -> plain.set(name, list(value));
            case "items", "additionalProperties" -> plain.set(name, of(value));
            default -> plain.set(name, COUNTS.contains(name) ? number(value) : value);
        }
    }

    private static void addType(ObjectNode plain, JsonNode type) {
        if (!type.isTextual()) {
            plain.set("type", type);
        } else if (!type.textValue().equals("TYPE_UNSPECIFIED")) {
            plain.put("type", type.textValue().toLowerCase(Locale.ROOT));
        }
    }

    /** The format {@code enum} says nothing in JSON Schema. */
    private static void addFormat(ObjectNode plain, JsonNode format) {
        if (!format.asText().equals("enum")) {
            plain.set("format", format);
        }
    }

    private static void addEach(ObjectNode plain, String name, JsonNode schemas) {
        ObjectNode each = plain.putObject(name);
        schemas.properties().forEach(member -> each.set(member.getKey(), of(member.getValue())));
    }

    private static ArrayNode list(JsonNode schemas) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        schemas.forEach(schema -> list.add(of(schema)));
        return list;
    }

    private static JsonNode number(JsonNode value) {
        String digits = value.asText();
        boolean quoted = value.isTextual() && digits.matches("\\d{1,9}");
        return quoted ? JsonNodeFactory.instance.numberNode(Integer.parseInt(digits)) : value;
    }

    private static void allowNull(ObjectNode plain) {
        JsonNode type = plain.path("type");
        if (type.isTextual()) {
            plain.putArray("type").add(type).add("null");
        }
        if (plain.get("enum") instanceof ArrayNode values) {
            plain.set(
                    "enum", JsonNodeFactory.instance.arrayNode().addAll(values).addNull());
        }
        if (plain.get("anyOf") instanceof ArrayNode kinds) {
            ObjectNode nothing = JsonNodeFactory.instance.objectNode().set("type", TextNode.valueOf("null"));
            plain.set(
                    "anyOf", JsonNodeFactory.instance.arrayNode().addAll(kinds).add(nothing));
        }
    }
}
