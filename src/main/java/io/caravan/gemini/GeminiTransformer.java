package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.JsonText;
import io.caravan.provider.OldFunctions;
import io.caravan.provider.Provider;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.Transformer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/**
 * Google's Gemini API.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">generateContent and streamGenerateContent</a>
 */
@Component("geminiTransformer")
public final class GeminiTransformer implements Transformer {

    private final ObjectMapper json;
    private final InstantSource clock;
    private final GeminiFailures failures;

    public GeminiTransformer(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
        this.failures = new GeminiFailures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedRequest routed) {
        ModelFamily family = ModelFamily.of(routed.model());
        ChatRequest asked = OldFunctions.asTools(routed).chat();
        byte[] body = JsonText.bytes(json, GenerateContentRequest.of(asked, family));
        SortedSet<String> dropped = DroppedMembers.of(asked, family);
        OldFunctions.settle(routed, dropped);
        return new UpstreamRequest(routed, ModelPath.of(routed), credentials(routed.provider()), body, dropped);
    }

    @Override
    public ChatResponse response(RoutedRequest routed, JsonNode body) {
        return OldFunctions.answer(routed, WholeAnswer.read(GenerateContentResponse.of(routed, body, failures), clock));
    }

    @Override
    public StreamTransformer stream(RoutedRequest routed) {
        return OldFunctions.answer(routed, new GeminiStream(routed, json, clock, failures));
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure);
    }

    /** The key goes into a header, not into the query, which ends up in logs. */
    static Map<String, String> credentials(Provider provider) {
        return provider.key().map(key -> Map.of("x-goog-api-key", key)).orElse(Map.of());
    }
}
