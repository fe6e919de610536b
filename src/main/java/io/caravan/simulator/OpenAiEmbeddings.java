package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's embeddings. */
final class OpenAiEmbeddings {

    private static final int SMALL = 1536;
    private static final int LARGE = 3072;
    private static final int MOST = 2048;

    private OpenAiEmbeddings() {}

    /**
     * The answer to a request.
     *
     * @throws GatewayException if something in it is wrong
     */
    static Reply read(Members request) {
        String model = request.text("model")
                .orElseThrow(() -> GatewayException.invalid("model", "you must provide a model parameter"));
        List<String> texts = texts(request.node("input"));
        int dimensions = request.count("dimensions").orElse(model.contains("large") ? LARGE : SMALL);
        if (dimensions > LARGE) {
            throw GatewayException.invalid("dimensions", "must be at most " + LARGE);
        }
        boolean base64 = switch (request.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw GatewayException.invalid("encoding_format", "must be float or base64");
        };
        return new Reply(
                Tokens.wellFormed(model),
                request.node("simulator"),
                200,
                json -> write(model, texts, dimensions, base64, json));
    }

    /** One text or several, each of which may be a list of the numbers of its tokens. */
    private static List<String> texts(JsonNode input) {
        boolean one = input.isTextual() || input.path(0).isNumber();
        List<String> texts = new ArrayList<>();
        for (JsonNode text : one ? List.of(input) : input) {
            boolean right = text.isTextual() && !text.textValue().isEmpty()
                    || text.path(0).isIntegralNumber();
            if (!right) {
                throw GatewayException.invalid("input", "must be a text, a list of texts or a list of tokens");
            }
            texts.add(text.isTextual() ? text.textValue() : text.toString().replace(',', ' '));
        }
        if (texts.isEmpty() || texts.size() > MOST) {
            throw GatewayException.invalid("input", "must hold 1 to " + MOST + " texts");
        }
        return texts;
    }

    private static void write(String model, List<String> texts, int dimensions, boolean base64, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("object", "list");
        json.writeArrayFieldStart("data");
        for (int i = 0; i < texts.size(); i++) {
            json.writeStartObject();
            json.writeStringField("object", "embedding");
            json.writeNumberField("index", i);
            json.writeFieldName("embedding");
            Vector vector = Vector.of(texts.get(i), dimensions);
            if (base64) {
                json.writeBinary(vector.bytes());
            } else {
                vector.write(json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("model", model);
        int tokens = texts.stream().mapToInt(Tokens::count).sum();
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", tokens);
        json.writeNumberField("total_tokens", tokens);
        json.writeEndObject();
        json.writeEndObject();
    }
}
