package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** The references within one JSON Schema, followed from its root. */
final class SchemaReferences {

    private static final int DEEPEST = 200;

    private final JsonNode root;
    private final Set<String> open = new HashSet<>();
    private final Set<String> done = new HashSet<>();

    private SchemaReferences(JsonNode root) {
        this.root = root;
    }

    /** Whether a part of the schema contains itself, or so many others that it might as well. */
    static boolean loop(JsonNode schema) {
        return new SchemaReferences(schema).loops(schema);
    }

    private boolean loops(JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual() && follows(reference.textValue())) {
            return true;
        }
        for (JsonNode child : node) {
            if (loops(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean follows(String reference) {
        if (open.size() > DEEPEST || reference.equals("#") || !open.add(reference)) {
            return true;
        }
        boolean loops = reference.startsWith("#/") && done.add(reference) && loops(root.at(reference.substring(1)));
        open.remove(reference);
        return loops;
    }
}
