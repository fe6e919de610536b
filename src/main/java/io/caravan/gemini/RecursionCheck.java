package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for a JSON Schema within itself. Google unrolls such a schema, and so takes it only where a property that may
 * be left out stands in between.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/structured-output">Schemas that Gemini takes</a>
 */
final class RecursionCheck {

    private static final List<String> LISTS = List.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final List<String> SINGLES = List.of("items", "additionalProperties");

    /** Deeper ones would overflow the stack. */
    private static final int DEEPEST = 500;

    private final SchemaReferences references;
    private final String path;
    private final Set<String> known = new HashSet<>();
    private final Queue<JsonNode> optional = new ArrayDeque<>();
    private int depth;

    private RecursionCheck(JsonNode schema, String path) {
        this.references = new SchemaReferences(schema, path);
        this.path = path;
    }

    /**
     * Passes a schema that Google can unroll.
     *
     * @param path where it stands in the caller's request
     * @throws GatewayException if it cannot, or if a reference leads nowhere
     */
    static void pass(JsonNode schema, String path) {
        RecursionCheck check = new RecursionCheck(schema, path);
        check.reference("#", Set.of());
        while (!check.optional.isEmpty()) {
            check.walk(check.optional.remove(), Set.of());
        }
    }

    private void reference(String reference, Set<String> open) {
        if (open.contains(reference)) {
            throw GatewayException.unsupported(
                    path,
                    "refers to itself at " + reference
                            + ", which Gemini takes only below a property that is not required");
        }
        if (known.contains(reference)) {
            return;
        }
        Set<String> within = new HashSet<>(open);
        within.add(reference);
        walk(references.target(reference), within);
        known.add(reference);
    }

    private void walk(JsonNode schema, Set<String> open) {
        if (depth == DEEPEST) {
            throw GatewayException.unsupported(path, "is too deep once its references are resolved");
        }
        depth++;
        parts(schema, open);
        depth--;
    }

    private void parts(JsonNode schema, Set<String> open) {
        String reference = schema.path("$ref").asText();
        if (reference.startsWith("#")) {
            reference(reference, open);
        }
        LISTS.forEach(name -> schema.path(name).forEach(each -> walk(each, open)));
        SINGLES.stream().filter(schema::has).forEach(name -> walk(schema.path(name), open));
        properties(schema, open);
    }

    private void properties(JsonNode schema, Set<String> open) {
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey())) {
                walk(property.getValue(), open);
            } else {
                optional.add(property.getValue());
            }
        }
    }
}
