package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes up values that a JSON Schema describes, as far as simple schemas go: no patterns, no conditions. */
final class SchemaSample {

    private static final int DEEP = 8;
    private static final int TOO_DEEP = 24;
    private static final int MOST_ITEMS = 100;
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_VALUES = 1_000;
    private static final int VALUE = 100;

    private final Random random;
    private JsonNode root = MissingNode.getInstance();
    private int values;

    SchemaSample(long seed) {
        this.random = new Random(seed);
    }

    /** A value for a schema. */
    JsonNode of(JsonNode schema) {
        root = schema;
        values = 0;
        return value(schema, 0);
    }

    /** Schemas that refer to themselves more than once would have far more values than anybody wants. */
    private JsonNode value(JsonNode schema, int depth) {
        values++;
        if (depth > TOO_DEEP || values > MOST_VALUES) {
            return NullNode.getInstance();
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (lists(schema, "enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("$ref")) {
            return value(referenced(schema.get("$ref").asText()), depth + 1);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (lists(schema, choice)) {
                return value(schema.get(choice).get(0), depth + 1);
            }
        }
        return typed(schema, depth);
    }

    private static boolean lists(JsonNode schema, String member) {
        return schema.path(member).isArray() && !schema.path(member).isEmpty();
    }

    /** The schema at a place in the document such as {@code #/$defs/person}. */
    private JsonNode referenced(String reference) {
        boolean here = reference.equals("#") || reference.startsWith("#/");
        return here ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    private JsonNode typed(JsonNode schema, int depth) {
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> JsonNodeFactory.instance.numberNode(SampleNumber.whole(schema, random));
            case "number" -> JsonNodeFactory.instance.numberNode(SampleNumber.of(schema, random));
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            case "null" -> NullNode.getInstance();
            default -> TextNode.valueOf(text(schema));
        };
    }

    /** The type, in small letters since Gemini writes it in capitals; the first where there are several. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asText() : type.asText();
        if (name.isEmpty()) {
            return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** All properties; deep down only those that are required, so that a recursive schema comes to an end. */
    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (depth < DEEP || required(schema, property.getKey())) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        if (object.isEmpty() && schema.path("additionalProperties").asBoolean()) {
            object.put("text", text(MissingNode.getInstance()));
        }
        return object;
    }

    private static boolean required(JsonNode schema, String property) {
        return schema.path("required")
                .valueStream()
                .anyMatch(name -> name.asText().equals(property));
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        schema.path("prefixItems").forEach(item -> array.add(value(item, depth + 1)));
        int least = schema.path("minItems").asInt(depth < DEEP ? 2 : 0);
        int most = schema.path("maxItems").asInt(MOST_ITEMS);
        while (array.size() < Math.min(least, Math.min(most, MOST_ITEMS))) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    /** A text of the format and length that are asked for. */
    private String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "date-time" -> "2026-01-31T12:00:00Z";
            case "date" -> "2026-01-31";
            case "time" -> "12:00:00Z";
            case "duration" -> "PT5M";
            case "email" -> "lorem@example.com";
            case "hostname" -> "example.com";
            case "uri" -> "https://example.com/lorem";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            case "uuid" -> "123e4567-e89b-42d3-a456-426614174000";
            default -> words(schema);
        };
    }

    private String words(JsonNode schema) {
        int least = Math.min(LONGEST_TEXT, schema.path("minLength").asInt(0));
        int most = Math.max(0, schema.path("maxLength").asInt(LONGEST_TEXT));
        values += least / VALUE;
        String text = String.join("", new Lorem(random.nextLong(), false).tokens(3 + least / 2));
        return text.substring(0, Math.min(most, text.length()));
    }
}
