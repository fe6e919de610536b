package io.caravan.embedding;

import io.caravan.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The vectors of a request's inputs, in their order.
 *
 * @param usage nothing if the provider told none
 * @param encoding how the caller wants them written
 */
public record EmbeddingResponse(String model, List<Vector> vectors, Optional<Usage> usage, EncodingFormat encoding) {

    public EmbeddingResponse {
        vectors = List.copyOf(vectors);
    }

    /** These vectors and then those of another answer, with what both took. */
    public EmbeddingResponse and(EmbeddingResponse next) {
        return new EmbeddingResponse(
                model,
                Stream.concat(vectors.stream(), next.vectors.stream()).toList(),
                Stream.concat(usage.stream(), next.usage.stream()).reduce(Usage::plus),
                encoding);
    }
}
