package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.error.GatewayException;

/** How a wire dialect asks for embeddings, and how vectors and errors look there. It has no state of its own. */
public interface EmbeddingTransformer {

    /**
     * The request as the provider wants it, whose inputs are no more than it takes in one call.
     *
     * @throws GatewayException if the dialect cannot express what is asked
     */
    UpstreamRequest request(RoutedEmbedding request);

    /**
     * The vectors of all inputs.
     *
     * @param body a tree of {@link io.caravan.embedding.json.VectorTree}, of any shape: what is no answer is an error
     * @throws GatewayException if the body holds an error or is no answer at all
     */
    EmbeddingResponse response(RoutedEmbedding request, JsonNode body);

    /** The failure that an error answer tells, whatever its body. */
    GatewayException error(UpstreamFailure failure);

    /**
     * Makes sure that what a provider's route file says about its embeddings makes sense in this dialect.
     *
     * @throws IllegalArgumentException that says what does not
     */
    default void check(Provider provider) {
        // A dialect without words of its own has nothing to object to.
    }

    /**
     * What the provider answered, in canonical form.
     *
     * @throws GatewayException if the provider refused, failed or made no sense
     */
    default EmbeddingResponse answer(UpstreamAnswer answer) {
        return answer.reader().read(answer, this);
    }
}
