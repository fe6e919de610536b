package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.GatewayException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JSON Schema in the form of Google's older models: a subset of OpenAPI 3.0 without references.
 *
 * @see <a href="https://ai.google.dev/api/caching#Schema">The members of a Schema</a>
 */
final class OpenApiSchema {

    private static final List<String> UNCHANGED = List.of(
            "title",
            "description",
            "nullable",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "example",
            "default",
            "propertyOrdering");

    private static final Set<String> FORMATS = Set.of("float", "double", "int32", "int64", "enum", "date-time");

    private final SchemaReferences references;

    private OpenApiSchema(SchemaReferences references) {
        this.references = references;
    }

    /**
     * The schema in that form; what has no counterpart is left out.
     *
     * @param path where it stands in the caller's request
     * @throws GatewayException if it refers to itself or to something that is not in it
     */
    static ObjectNode of(JsonNode schema, String path) {
        return new OpenApiSchema(new SchemaReferences(schema, path)).write(schema, Set.of());
    }

    /** Whether the schema is in that form already. */
    static boolean holds(JsonNode schema) {
        try {
            return of(schema, "").equals(schema);
        } catch (GatewayException _) {
            return false;
        }
    }

    private ObjectNode write(JsonNode schema, Set<String> parents) {
        Set<String> open = new HashSet<>(parents);
        ObjectNode plain = references.resolve(schema, open);
        boolean types = plain.path("type").isArray();
        List<JsonNode> alternatives = types ? types(plain) : alternatives(plain);
        List<JsonNode> kinds =
                alternatives.stream().filter(kind -> !isNull(kind)).toList();
        ObjectNode written = kinds.size() == 1 ? only(plain, kinds.getFirst(), open) : members(plain, kinds, open);
        return alternatives.size() > kinds.size() ? written.put("nullable", true) : written;
    }

    private static List<JsonNode> alternatives(ObjectNode plain) {
        return Stream.of("anyOf", "oneOf")
                .flatMap(name -> plain.path(name).valueStream())
                .toList();
    }

    /** Several types are as many alternatives. */
    private static List<JsonNode> types(ObjectNode plain) {
        return plain.path("type")
                .valueStream()
                .<JsonNode>map(type -> object().set("type", type))
                .toList();
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asText().equals("null")
                || schema.path("const").isNull();
    }

    /** With a single alternative the schema is that one. */
    private ObjectNode only(ObjectNode plain, JsonNode kind, Set<String> open) {
        ObjectNode chosen = withoutChoice(plain);
        SchemaReferences.merge(chosen, references.resolve(kind, open));
        return write(chosen, open);
    }

    private static List<JsonNode> spread(ObjectNode plain, List<JsonNode> types) {
        return types.stream()
                .<JsonNode>map(type -> withoutChoice(plain).setAll((ObjectNode) type))
                .toList();
    }

    private static ObjectNode withoutChoice(ObjectNode plain) {
        ObjectNode rest = object().setAll(plain);
        return rest.remove(plain.path("type").isArray() ? List.of("type") : List.of("anyOf", "oneOf"));
    }

    private ObjectNode anyOf(List<JsonNode> kinds, Set<String> open) {
        ObjectNode written = object();
        ArrayNode choices = written.putArray("anyOf");
        kinds.forEach(kind -> choices.add(write(kind, open)));
        return written;
    }

    private ObjectNode members(ObjectNode plain, List<JsonNode> kinds, Set<String> open) {
        if (kinds.size() > 1 && plain.path("type").isArray()) {
            return anyOf(spread(plain, kinds), open);
        }
        ObjectNode written = object();
        type(plain, written);
        UNCHANGED.forEach(name -> copy(plain, written, name));
        Enumeration.of(plain).ifPresent(values -> values.writeTo(written));
        if (FORMATS.contains(plain.path("format").asText())) {
            copy(plain, written, "format");
        }
        properties(plain, written, open);
        items(plain, written, open);
        return kinds.isEmpty() ? written : written.setAll(anyOf(kinds, open));
    }

    private static void type(ObjectNode plain, ObjectNode written) {
        if (plain.path("type").isTextual()) {
            written.set("type", plain.path("type"));
        } else if (plain.path("properties").isObject()) {
            written.put("type", "object");
        } else if (plain.path("items").isObject()) {
            written.put("type", "array");
        }
    }

    private static void copy(ObjectNode plain, ObjectNode written, String name) {
        JsonNode value = plain.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            written.set(name, value);
        }
    }

    /** An object whose properties are there but empty is answered with 400, as is a required one that is not there. */
    private void properties(ObjectNode plain, ObjectNode written, Set<String> open) {
        JsonNode properties = plain.path("properties");
        if (properties.isEmpty()) {
            return;
        }
        ObjectNode each = written.putObject("properties");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            each.set(property.getKey(), write(property.getValue(), open));
        }
        List<JsonNode> required = plain.path("required")
                .valueStream()
                .filter(name -> properties.has(name.asText()))
                .distinct()
                .toList();
        if (!required.isEmpty()) {
            written.putArray("required").addAll(required);
        }
    }

    /** An array that does not tell its items is answered with 400. */
    private void items(ObjectNode plain, ObjectNode written, Set<String> open) {
        if (!written.path("type").asText().equals("array")) {
            return;
        }
        JsonNode items = plain.path("items");
        written.set("items", items.isObject() ? write(items, open) : object().put("type", "string"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
