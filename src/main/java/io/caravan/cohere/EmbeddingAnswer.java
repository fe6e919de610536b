package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.Vector;
import io.caravan.embedding.json.VectorTree;
import io.caravan.error.ErrorCode;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import java.util.Optional;

/** Reads vectors, which come in the order of the texts. */
final class EmbeddingAnswer {

    private EmbeddingAnswer() {}

    static EmbeddingResponse read(RoutedEmbedding routed, JsonNode body) {
        List<Vector> vectors = body.path("embeddings")
                .path("float")
                .valueStream()
                .flatMap(embedding -> VectorTree.vector(embedding).stream())
                .toList();
        int wanted = routed.embedding().inputs().size();
        if (vectors.size() != wanted) {
            throw FailureReader.failure(
                    routed,
                    ErrorCode.BAD_ANSWER,
                    "answered " + vectors.size() + " embeddings for " + wanted + " inputs");
        }
        return new EmbeddingResponse(
                routed.embedding().model(),
                vectors,
                usage(body.path("meta").path("billed_units").path("input_tokens")),
                routed.embedding().encoding());
    }

    private static Optional<Usage> usage(JsonNode tokens) {
        return tokens.isNumber() ? Optional.of(Usage.of(tokens.intValue(), 0)) : Optional.empty();
    }
}
