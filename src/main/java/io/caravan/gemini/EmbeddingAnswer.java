package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.Vector;
import io.caravan.embedding.json.VectorTree;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import java.util.Optional;

/** Reads vectors, which come in the order of the texts. */
final class EmbeddingAnswer {

    private EmbeddingAnswer() {}

    static EmbeddingResponse read(RoutedEmbedding routed, JsonNode body) {
        List<Vector> vectors = body.path("embeddings")
                .valueStream()
                .flatMap(embedding -> VectorTree.vector(embedding.path("values")).stream())
                .toList();
        int wanted = routed.embedding().inputs().size();
        if (vectors.size() != wanted) {
            throw GenerateContentResponse.senseless(
                    routed, "answered " + vectors.size() + " embeddings for " + wanted + " inputs");
        }
        return new EmbeddingResponse(
                routed.embedding().model(),
                vectors,
                usage(body.path("usageMetadata")),
                routed.embedding().encoding());
    }

    /** Not every model counts. */
    private static Optional<Usage> usage(JsonNode metadata) {
        JsonNode prompt = metadata.path("promptTokenCount");
        return prompt.isIntegralNumber() ? Optional.of(Usage.of(prompt.intValue(), 0)) : Optional.empty();
    }
}
