package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of {@code response_format} that the provider has besides text. A schema that it cannot take is put
 * into words, and any object is asked for as a schema of objects.
 */
record AnswerFormat(Clauses<List<String>> kinds) implements RequestQuirk {

    private static final String OBJECT = "json_object";
    private static final String SCHEMA = "json_schema";

    static AnswerFormat of(Quirks quirks) {
        return new AnswerFormat(Clauses.of(quirks, "formats", text -> Clauses.divided(text, " ")));
    }

    @Override
    public void apply(RoutedRequest routed, ObjectNode body) {
        Optional<List<String>> known = kinds.first(routed.model());
        JsonNode format = body.path("response_format");
        String wanted = format.path("type").asText();
        if (known.isEmpty() || known.get().contains(wanted)) {
            return;
        }
        if (wanted.equals(SCHEMA)) {
            new Instruction(words(format.path(SCHEMA).path("schema"))).addTo(body);
            body.putObject("response_format").put("type", OBJECT);
        } else if (wanted.equals(OBJECT)) {
            ObjectNode schema =
                    body.putObject("response_format").put("type", SCHEMA).putObject(SCHEMA);
            schema.put("name", "object").putObject("schema").put("type", "object");
        }
    }

    private static String words(JsonNode schema) {
        return "Answer with a JSON object that is valid against this JSON Schema and with nothing else:\n" + schema;
    }
}
