package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.EmbeddingTransformer;
import io.caravan.provider.JsonText;
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
        EmbeddingBody body = new EmbeddingBody(routed);
        return new UpstreamRequest(
                routed,
                PATH,
                CohereTransformer.credentials(routed.provider()),
                JsonText.bytes(json, body.json()),
                body.dropped());
    }

    @Override
    public EmbeddingResponse response(RoutedEmbedding routed, JsonNode body) {
        return EmbeddingAnswer.read(routed, body);
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.read(failure);
    }
}
