package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.JsonText;
import io.caravan.provider.Provider;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.Transformer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Dify's API for chat apps. It is always asked for a stream, as agents answer in no other way, and gateways before it cut
 * off answers that keep silent for long.
 *
 * @see <a href="https://docs.dify.ai/en/api-reference/chat-messages/send-chat-message">Send chat message</a>
 */
@Component("difyTransformer")
public final class DifyTransformer implements Transformer {

    private final ObjectMapper json;
    private final InstantSource clock;
    private final DifyFailures failures;

    public DifyTransformer(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
        this.failures = new DifyFailures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedRequest routed) {
        RequestBody body = RequestBody.of(routed.chat());
        return new UpstreamRequest(
                routed,
                "/chat-messages",
                credentials(routed.provider()),
                JsonText.bytes(json, body.json()),
                body.dropped());
    }

    @Override
    public ChatResponse response(RoutedRequest routed, JsonNode body) {
        return WholeAnswer.read(Event.of(routed, body), clock, failures);
    }

    @Override
    public StreamTransformer stream(RoutedRequest routed) {
        return new DifyStream(routed, json, clock, failures);
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure);
    }

    static Map<String, String> credentials(Provider provider) {
        return provider.key()
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .orElse(Map.of());
    }
}
