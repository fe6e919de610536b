package io.caravan.embedding.json;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.caravan.chat.Usage;
import io.caravan.chat.json.CostJson;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.EncodingFormat;
import io.caravan.embedding.Vector;
import java.io.IOException;

/** Writes an {@link EmbeddingResponse} as OpenAI does. */
final class EmbeddingResponseWriter extends JsonSerializer<EmbeddingResponse> {

    @Override
    public void serialize(EmbeddingResponse response, JsonGenerator json, SerializerProvider serializers)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("object", "list");
        json.writeArrayFieldStart("data");
        int index = 0;
        for (Vector vector : response.vectors()) {
            json.writeStartObject();
            json.writeStringField("object", "embedding");
            json.writeNumberField("index", index++);
            json.writeFieldName("embedding");
            write(json, vector, response.encoding());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("model", response.model());
        usage(json, response.usage().orElse(Usage.of(0, 0)));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Vector vector, EncodingFormat encoding) throws IOException {
        switch (encoding) {
            case FLOAT -> numbers(json, vector);
            case BASE64 -> {
                byte[] bytes = vector.packed().bytes();
                json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, bytes, 0, bytes.length);
            }
        }
    }

    private static void numbers(JsonGenerator json, Vector vector) throws IOException {
        switch (vector) {
            case Vector.Numbers(double[] numbers) -> json.writeArray(numbers, 0, numbers.length);
            case Vector.Packed packed -> {
                float[] floats = packed.floats();
                json.writeStartArray(floats, floats.length);
                for (float number : floats) {
                    json.writeNumber(number);
                }
                json.writeEndArray();
            }
        }
    }

    private static void usage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.promptTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
        CostJson.write(json, usage);
        json.writeEndObject();
    }
}
