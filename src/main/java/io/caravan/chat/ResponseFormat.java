package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The form in which the answer's content is asked for. */
public sealed interface ResponseFormat {

    /** Ordinary text. */
    record Text() implements ResponseFormat {}

    /** Any JSON object. */
    record JsonObject() implements ResponseFormat {}

    /** JSON that a schema describes; without {@code strict} the schema is only a hint to OpenAI's models. */
    record JsonSchema(String name, Optional<String> description, JsonNode schema, Optional<Boolean> strict)
            implements ResponseFormat {
        public JsonSchema {
            requireNonNull(name, "name is null");
            requireNonNull(schema, "schema is null");
        }
    }
}
