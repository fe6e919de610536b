package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.EmbeddingTransformer;
import io.caravan.provider.JsonText;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * OpenAI's embeddings.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings">Embeddings</a>
 */
@Component("openaiEmbeddingTransformer")
public final class EmbeddingApi implements EmbeddingTransformer {

    private final ObjectMapper json;
    private final Failures failures;
    private final Dialects dialects = new Dialects();
    private final Map<Quirks, EmbeddingDialect> embeddings = new ConcurrentHashMap<>();

    public EmbeddingApi(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.failures = new Failures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedEmbedding routed) {
        EmbeddingDialect dialect = embeddings.computeIfAbsent(routed.provider().quirks(), EmbeddingDialect::of);
        ObjectNode body = EmbeddingBody.of(routed);
        SortedSet<String> dropped = dialect.apply(routed, body);
        Entrance entrance = dialects.of(routed.provider()).entrance();
        return new UpstreamRequest(
                routed,
                path(entrance.path(routed)),
                entrance.headers(routed.provider()),
                JsonText.bytes(json, body),
                dropped);
    }

    @Override
    public EmbeddingResponse response(RoutedEmbedding routed, JsonNode body) {
        return new EmbeddingAnswer(routed, dialects.of(routed.provider()), failures).read(body);
    }

    @Override
    public void check(Provider provider) {
        var _ = EmbeddingDialect.of(provider.quirks());
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure, dialects.of(failure.routed().provider()));
    }

    /** Beside the chat. */
    private static String path(String chat) {
        return chat.replace("/chat/completions", "/embeddings");
    }
}
