package io.caravan.cohere;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.EmbeddingTransformer;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Cohere's embeddings.
 *
 * @see <a href="https://docs.cohere.com/reference/embed">Embed</a>
 */
@Component("cohereEmbeddingTransformer")
public final class EmbeddingApi implements EmbeddingTransformer {

    private static final String PATH = "/v2/embed";

    private final ObjectMapper json;
    private final FailureReader failures;

    public EmbeddingApi(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.failures = new FailureReader(new RetryAfter(clock));
    }

    @Override
    public UpstreamRequest request(RoutedEmbedding routed) {
        try {
            EmbeddingBody body = new EmbeddingBody(routed);
            return new UpstreamRequest(
                    routed, PATH, CohereTransformer.credentials(routed.provider()), bytes(body.json()), body.dropped());
        } catch (GatewayException refusal) {
            throw refusal.at(routed.origin());
        }
    }

    @Override
    public EmbeddingResponse response(RoutedEmbedding routed, JsonNode body) {
        return EmbeddingAnswer.read(routed, body);
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.read(failure);
    }

    private byte[] bytes(ObjectNode body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
