package io.caravan.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.GatewayException;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The references within one JSON Schema, each replaced by what it refers to. */
final class SchemaReferences {

    /** References within references can double a schema's size over and over. */
    private static final int MOST_SCHEMAS = 1_000;

    private final JsonNode root;
    private final String path;
    private int schemas;

    /**
     * @param path where the schema stands in the caller's request
     */
    SchemaReferences(JsonNode root, String path) {
        this.root = root;
        this.path = path;
    }

    /**
     * One schema with what it refers to and what it must also meet merged into it.
     *
     * @param open references that it stands in; those that are followed join them
     * @throws GatewayException if a reference leads nowhere or back to where it stands
     */
    ObjectNode resolve(JsonNode schema, Set<String> open) {
        count();
        ObjectNode merged = own(schema);
        Set<String> followed = new HashSet<>();
        for (JsonNode part : schema.path("allOf")) {
            Set<String> branch = new HashSet<>(open);
            merge(merged, resolve(part, branch));
            followed.addAll(branch);
        }
        if (schema.path("$ref").isTextual()) {
            merge(merged, resolve(target(schema.path("$ref").asText(), open), open));
        }
        open.addAll(followed);
        return merged;
    }

    private static ObjectNode own(JsonNode schema) {
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(member -> own.set(member.getKey(), member.getValue()));
        return own.remove(List.of("$ref", "allOf"));
    }

    private void count() {
        schemas++;
        if (schemas > MOST_SCHEMAS) {
            throw GatewayException.unsupported(path, "is too large once its references are resolved");
        }
    }

    private JsonNode target(String reference, Set<String> open) {
        JsonNode target = target(reference);
        if (!open.add(reference)) {
            throw GatewayException.unsupported(
                    path, "refers to itself at " + reference + ", which this model does not take");
        }
        return target;
    }

    /**
     * What a reference refers to.
     *
     * @throws GatewayException if that is not in the schema
     */
    JsonNode target(String reference) {
        JsonNode target = find(reference);
        if (target.isMissingNode()) {
            throw GatewayException.invalid(path, "refers to " + reference + ", which is not in it");
        }
        return target;
    }

    private JsonNode find(String reference) {
        if (!reference.startsWith("#")) {
            return MissingNode.getInstance();
        }
        try {
            String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), UTF_8);
            return root.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException _) {
            return MissingNode.getInstance();
        }
    }

    /** Adds what the first does not say itself; properties and required names are put together. */
    static void merge(ObjectNode into, ObjectNode other) {
        for (Map.Entry<String, JsonNode> member : other.properties()) {
            JsonNode own = into.path(member.getKey());
            if (own.isMissingNode()) {
                into.set(member.getKey(), member.getValue());
            } else if (member.getKey().equals("properties") && own instanceof ObjectNode mine) {
                into.set("properties", together(mine, member.getValue()));
            } else if (member.getKey().equals("required") && own instanceof ArrayNode mine) {
                into.set(
                        "required",
                        together(mine, member.getValue().valueStream().toList()));
            }
        }
    }

    private static ObjectNode together(ObjectNode mine, JsonNode others) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        others.properties().forEach(member -> all.set(member.getKey(), member.getValue()));
        return all.setAll(mine);
    }

    private static ArrayNode together(ArrayNode mine, List<JsonNode> others) {
        return JsonNodeFactory.instance.arrayNode().addAll(mine).addAll(others);
    }
}
