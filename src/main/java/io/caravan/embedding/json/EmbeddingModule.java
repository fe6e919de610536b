package io.caravan.embedding.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.NullNode;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.embedding.EmbeddingResponse;
import java.io.IOException;

/** Teaches Jackson the JSON form of embeddings. */
public final class EmbeddingModule extends SimpleModule {

    public EmbeddingModule() {
        super("caravan-embedding");
        addDeserializer(EmbeddingRequest.class, new JsonDeserializer<>() {
            @Override
            public EmbeddingRequest deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode body = parser.readValueAsTree();
                if (parser.nextToken() != null) {
                    throw new JsonParseException(parser, "something follows the end of the request");
                }
                return EmbeddingRequestReader.read(body);
            }

            @Override
            public EmbeddingRequest getNullValue(DeserializationContext context) {
                return EmbeddingRequestReader.read(NullNode.getInstance());
            }
        });
        addSerializer(EmbeddingResponse.class, new EmbeddingResponseWriter());
    }
}
