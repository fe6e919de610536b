package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.List;

/** Gemini's embedContent and batchEmbedContents. */
final class GeminiEmbeddings {

    private static final int MOST_DIMENSIONS = 3072;
    private static final int MOST_REQUESTS = 100;

    private GeminiEmbeddings() {}

    /**
     * The answer to a request.
     *
     * @throws GatewayException if something in it is wrong
     */
    static Reply read(GeminiCall call, JsonNode body) {
        Members request = new Members(body);
        if (call.method() == GeminiCall.Method.EMBED_CONTENT) {
            Vector vector = vector(request);
            return Reply.of(call.model(), json -> {
                json.writeStartObject();
                json.writeFieldName("embedding");
                write(vector, json);
                json.writeEndObject();
            });
        }
        List<Vector> vectors = request.required("requests").stream()
                .map(one -> vector(checked(one, call.model())))
                .toList();
        if (vectors.size() > MOST_REQUESTS) {
            throw GatewayException.invalid("requests", "at most " + MOST_REQUESTS + " requests can be in one batch");
        }
        return Reply.of(call.model(), json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("embeddings");
            for (Vector vector : vectors) {
                write(vector, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static Members checked(Members request, String model) {
        if (!request.text("model").orElse("").equals("models/" + model)) {
            throw GatewayException.invalid("requests.model", "must be models/" + model + " as in the address");
        }
        return request;
    }

    private static Vector vector(Members request) {
        String text = Conversation.text(request.inside("content").node("parts"));
        if (text.isEmpty()) {
            throw GatewayException.invalid("content", "contains no parts with text");
        }
        int dimensions = request.count("outputDimensionality").orElse(MOST_DIMENSIONS);
        if (dimensions > MOST_DIMENSIONS) {
            throw GatewayException.invalid("outputDimensionality", "must be at most " + MOST_DIMENSIONS);
        }
        return Vector.of(text, dimensions);
    }

    private static void write(Vector vector, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName("values");
        vector.write(json);
        json.writeEndObject();
    }
}
