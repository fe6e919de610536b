package io.caravan.chat.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ResponseFormat;
import java.util.Optional;

/**
 * Reads the wanted form of the answer: OpenAI's {@code response_format}, its schema wrapped or bare, or the
 * shorter {@code json_mode} with {@code json_schema}.
 */
final class ResponseFormatReader {

    private static final String DEFAULT_NAME = "response_schema";

    private ResponseFormatReader() {}

    static Optional<ResponseFormat> read(Fields request) {
        if (request.has("response_format")) {
            return Optional.of(format(request.inside("response_format")));
        }
        boolean jsonMode = request.flag("json_mode").orElse(false);
        JsonNode schema = request.inside("json_schema").object();
        if (!jsonMode) {
            return Optional.empty();
        }
        return Optional.of(
                schema.isObject()
                        ? new ResponseFormat.JsonSchema(DEFAULT_NAME, Optional.empty(), schema, Optional.of(true))
                        : new ResponseFormat.JsonObject());
    }

    private static ResponseFormat format(Fields format) {
        return switch (format.required("type")) {
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> schema(format);
            case "text", "" -> new ResponseFormat.Text();
            default -> {
                format.wrong("type", "must be text, json_object or json_schema");
                yield new ResponseFormat.Text();
            }
        };
    }

    private static ResponseFormat schema(Fields format) {
        if (!format.has("json_schema")) {
            format.wrong("json_schema", "is required");
            return new ResponseFormat.Text();
        }
        Fields wrapper = format.inside("json_schema");
        if (!wrapper.has("schema")) {
            return bare(wrapper);
        }
        return new ResponseFormat.JsonSchema(
                wrapper.text("name").orElse(DEFAULT_NAME),
                wrapper.text("description"),
                wrapper.inside("schema").object(),
                wrapper.flag("strict"));
    }

    private static ResponseFormat bare(Fields schema) {
        boolean onlyNamed = schema.has("name") && !schema.has("type") && !schema.has("properties");
        if (schema.object().isEmpty() || onlyNamed) {
            schema.wrong("schema", "is required");
        }
        return new ResponseFormat.JsonSchema(DEFAULT_NAME, Optional.empty(), schema.object(), Optional.empty());
    }
}
