package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Something the model may ask to have called. */
public sealed interface Tool {

    /**
     * A function of the caller's.
     *
     * @param parameters the JSON Schema of its arguments
     * @param extras vendor members beside the function, such as {@code cache_control}
     */
    record Function(
            String name,
            Optional<String> description,
            Optional<JsonNode> parameters,
            Optional<Boolean> strict,
            Map<String, JsonNode> extras)
            implements Tool {
        public Function {
            requireNonNull(name, "name is null");
            extras = Map.copyOf(extras);
        }

        public Function(
                String name, Optional<String> description, Optional<JsonNode> parameters, Optional<Boolean> strict) {
            this(name, description, parameters, strict, Map.of());
        }
    }

    /** A tool of another kind, for providers that know it. */
    record Other(JsonNode raw) implements Tool {
        public Other {
            requireNonNull(raw, "raw is null");
        }
    }
}
