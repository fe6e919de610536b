package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.Vector;
import io.caravan.embedding.json.VectorTree;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads vectors, which may come in any order. */
final class EmbeddingAnswer {

    private final RoutedEmbedding routed;
    private final Dialect dialect;
    private final Failures failures;

    EmbeddingAnswer(RoutedEmbedding routed, Dialect dialect, Failures failures) {
        this.routed = routed;
        this.dialect = dialect;
        this.failures = failures;
    }

    EmbeddingResponse read(JsonNode body) {
        JsonNode data = body.path("data");
        if (data.isEmpty() && ErrorBody.within(body)) {
            throw failures.within(routed, body, dialect);
        }
        return new EmbeddingResponse(
                body.path("model").asText(routed.embedding().model()),
                vectors(data),
                usage(body.path("usage")),
                routed.embedding().encoding());
    }

    private List<Vector> vectors(JsonNode data) {
        SortedMap<Integer, Vector> vectors = new TreeMap<>();
        for (JsonNode item : data) {
            int index = item.path("index").asInt(vectors.size());
            VectorTree.vector(item.path("embedding")).ifPresent(vector -> vectors.put(index, vector));
        }
        int wanted = routed.embedding().inputs().size();
        boolean whole = vectors.size() == wanted && vectors.firstKey() == 0 && vectors.lastKey() == wanted - 1;
        if (!whole) {
            throw senseless("answered " + vectors.size() + " embeddings for " + wanted + " inputs");
        }
        return List.copyOf(vectors.values());
    }

    private GatewayException senseless(String what) {
        return failures.senseless(routed, what);
    }

    /** Some tell nothing but the total, which is the same. */
    private static Optional<Usage> usage(JsonNode usage) {
        int total = usage.path("total_tokens").asInt();
        int prompt = usage.path("prompt_tokens").asInt(total);
        return usage.isObject() && !usage.isEmpty() ? Optional.of(Usage.of(prompt, 0)) : Optional.empty();
    }
}
