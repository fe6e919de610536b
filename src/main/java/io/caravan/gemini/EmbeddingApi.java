package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.EmbeddingTransformer;
import io.caravan.provider.JsonText;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Gemini's embeddings.
 *
 * @see <a href="https://ai.google.dev/api/embeddings">batchEmbedContents</a>
 */
@Component("geminiEmbeddingTransformer")
public final class EmbeddingApi implements EmbeddingTransformer {

    private static final String METHOD = ":batchEmbedContents";

    private final ObjectMapper json;
    private final GeminiFailures failures;

    public EmbeddingApi(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.failures = new GeminiFailures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedEmbedding routed) {
        EmbeddingBody body = new EmbeddingBody(routed);
        return new UpstreamRequest(
                routed,
                ModelPath.of(routed, METHOD),
                GeminiTransformer.credentials(routed.provider()),
                JsonText.bytes(json, body.json()),
                body.dropped());
    }

    @Override
    public EmbeddingResponse response(RoutedEmbedding routed, JsonNode body) {
        if (body.hasNonNull("error")) {
            throw failures.of(new UpstreamFailure(routed, 200, Map.of(), body));
        }
        return EmbeddingAnswer.read(routed, body);
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure);
    }
}
