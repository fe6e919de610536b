package io.caravan.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.provider.RoutedEmbedding;

/** The request as OpenAI documents it, the inputs always as a list. */
final class EmbeddingBody {

    private EmbeddingBody() {}

    static ObjectNode of(RoutedEmbedding routed) {
        EmbeddingRequest request = routed.embedding();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", routed.model());
        ArrayNode inputs = body.putArray("input");
        request.inputs().forEach(input -> add(input, inputs));
        request.encodingFormat().ifPresent(format -> body.put("encoding_format", format.wireName()));
        request.dimensions().ifPresent(dimensions -> body.put("dimensions", dimensions));
        request.user().ifPresent(user -> body.put("user", user));
        body.setAll(request.extras());
        return body;
    }

    private static void add(EmbeddingInput input, ArrayNode inputs) {
        switch (input) {
            case EmbeddingInput.Text(String text) -> inputs.add(text);
            case EmbeddingInput.Tokens tokens -> tokens.tokens().forEach(inputs.addArray()::add);
        }
    }
}
