package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Something the model may ask to have called. */
public sealed interface Tool {

    /**
     * A function of the caller's.
     *
     * @param parameters the JSON Schema of its arguments
     */
    record Function(String name, Optional<String> description, Optional<JsonNode> parameters, Optional<Boolean> strict)
            implements Tool {
        public Function {
            requireNonNull(name, "name is null");
        }
    }

    /** A tool of another kind, for providers that know it. */
    record Other(JsonNode raw) implements Tool {
        public Other {
            requireNonNull(raw, "raw is null");
        }
    }
}
