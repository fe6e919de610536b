package io.caravan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/**
 * Camel's schema of the YAML DSL less its short forms: a step is a map of its options, and an expression stands under
 * {@code expression}. Camel ships this schema ready-made from 4.22 on.
 */
final class CanonicalSchema {

    private static final String SHIPPED = "/schema/camelYamlDsl.json";

    private final Schema schema;

    CanonicalSchema() {
        try (InputStream shipped = CanonicalSchema.class.getResourceAsStream(SHIPPED)) {
            JsonNode tree = new JsonMapper().readTree(shipped);
            tree.findParents("deprecated").forEach(property -> ((ObjectNode) property).remove("deprecated"));
            tree.findValues("oneOf").forEach(CanonicalSchema::removeShortForms);
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(tree);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<String> violations(JsonNode file) {
        return schema.validate(file).stream()
                .map(violation -> violation.getInstanceLocation() + ": " + violation.getMessage())
                .distinct()
                .toList();
    }

    private static void removeShortForms(JsonNode alternatives) {
        for (Iterator<JsonNode> forms = alternatives.iterator(); forms.hasNext(); ) {
            JsonNode form = forms.next();
            if (form.path("type").asText().equals("string")
                    || form.path("$ref").asText().endsWith(".ExpressionDefinition")) {
                forms.remove();
            }
        }
    }
}
