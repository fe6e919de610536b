package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ResponseFormat;
import java.util.Optional;

/** The form in which the answer is wanted: told in the configuration, or in words. */
final class AnswerForm {

    private static final String PATH = "response_format.json_schema.schema";

    private AnswerForm() {}

    /** Puts the form into a {@code generationConfig}. */
    static void writeTo(ObjectNode config, ResponseFormat format, ModelFamily family) {
        switch (format) {
            case ResponseFormat.Text _ -> {
                // Text is what Gemini answers anyway.
            }
            case ResponseFormat.JsonObject _ -> config.put("responseMimeType", "application/json");
            case ResponseFormat.JsonSchema wanted -> {
                config.put("responseMimeType", "application/json");
                schema(config, wanted.schema(), family);
            }
        }
    }

    private static void schema(ObjectNode config, JsonNode schema, ModelFamily family) {
        if (!family.jsonSchema()) {
            config.set("responseSchema", OpenApiSchema.of(schema, PATH));
            return;
        }
        RecursionCheck.pass(schema, PATH);
        config.set("responseJsonSchema", schema);
    }

    /** The form as an instruction, for models that refuse the configuration beside tools. */
    static Optional<String> instruction(ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.Text _ -> Optional.empty();
            case ResponseFormat.JsonObject _ ->
                Optional.of("Unless you call a function, answer with one JSON object and nothing else, unfenced.");
            case ResponseFormat.JsonSchema wanted ->
                Optional.of("Unless you call a function, answer with JSON that fits this JSON Schema and nothing else,"
                        + " unfenced:\n" + wanted.schema());
        };
    }
}
