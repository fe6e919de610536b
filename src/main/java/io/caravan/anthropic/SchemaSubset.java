package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of JSON Schema that the service holds answers to. What it leaves out is told in the description.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured outputs</a>
 */
final class SchemaSubset {

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    private final ObjectNode schema = JsonNodeFactory.instance.objectNode();
    private final List<String> told = new ArrayList<>();

    private SchemaSubset() {}

    /** The schema within the subset. */
    static ObjectNode of(JsonNode schema) {
        SchemaSubset subset = new SchemaSubset();
        schema.properties().forEach(subset::add);
        return subset.closed().described();
    }

    /**
     * Whether the subset has a form for a schema: it has none for one that contains itself, nor for objects with
     * members of any name.
     */
    static boolean expresses(JsonNode schema) {
        return !schema.isEmpty() && !hasOpenObject(schema) && !SchemaReferences.loop(schema);
    }

    private static boolean hasOpenObject(JsonNode schema) {
        boolean closed = schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue();
        if (describesObject(schema) && schema.path("properties").isEmpty() && !closed) {
            return true;
        }
        for (JsonNode part : schema) {
            if (hasOpenObject(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean describesObject(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (!type.isArray()) {
            return type.asText().equals("object") || schema.has("properties");
        }
        for (JsonNode alternative : type) {
            if (alternative.asText().equals("object")) {
                return true;
            }
        }
        return false;
    }

    private void add(Map.Entry<String, JsonNode> member) {
        String name = member.getKey();
        JsonNode value = member.getValue();
        switch (name) {
            case "$ref", "title", "description", "default", "const", "enum", "type", "required" ->
                schema.set(name, value);
            case "$defs", "definitions", "properties" -> addEach(schema.putObject(name), value);
            case "items" -> schema.set(name, of(value));
            case "anyOf", "oneOf" ->
                value.forEach(each -> schema.withArray("anyOf").add(of(each)));
            case "allOf" -> value.forEach(each -> schema.withArray("allOf").add(of(each)));
            case "format" -> addFormat(value);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" -> tell(name, value);
            case "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems" -> tell(name, value);
            case "minProperties", "maxProperties", "not" -> tell(name, value);
            default -> {}
        }
    }

    private static void addEach(ObjectNode to, JsonNode schemas) {
        schemas.properties().forEach(member -> to.set(member.getKey(), of(member.getValue())));
    }

    private void addFormat(JsonNode format) {
        if (FORMATS.contains(format.asText())) {
            schema.set("format", format);
        } else {
            tell("format", format);
        }
    }

    private void tell(String name, JsonNode value) {
        told.add(name + ": " + value);
    }

    private SchemaSubset closed() {
        if (describesObject(schema)) {
            schema.put("additionalProperties", false);
        }
        return this;
    }

    private ObjectNode described() {
        if (!told.isEmpty()) {
            String description = schema.path("description").asText();
            String rest = String.join(", ", told);
            schema.put("description", description.isEmpty() ? rest : description + " (" + rest + ")");
        }
        return schema;
    }
}
