package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds of {@code response_format} that the provider has besides text. A schema that it cannot take is put
 * into words, and any object is asked for as a schema of objects.
 */
record AnswerFormat(Clauses<Set<String>> kinds) implements RequestQuirk {

    private static final String OBJECT = "json_object";
    private static final String SCHEMA = "json_schema";

    private static final Vocabulary KINDS = Vocabulary.of(OBJECT, SCHEMA);

    static AnswerFormat of(Quirks quirks) {
        return new AnswerFormat(Clauses.of(quirks, "formats", text -> KINDS.all(Clauses.divided(text, " "))));
    }

    @Override
    public void apply(Draft draft) {
        ObjectNode body = draft.body();
        Optional<Set<String>> known = kinds.first(draft.model());
        JsonNode format = body.path("response_format");
        String wanted = format.path("type").asText();
        if (known.isEmpty() || known.get().contains(wanted)) {
            return;
        }
        if (wanted.equals(SCHEMA)) {
            new Instruction(words(format.path(SCHEMA).path("schema"))).addTo(draft.turns());
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
