package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.JsonText;
import io.caravan.provider.OldFunctions;
import io.caravan.provider.Provider;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.Transformer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The dialect of Cohere's Chat API, version 2.
 *
 * @see <a href="https://docs.cohere.com/reference/chat">Chat</a>
 */
@Component("cohereTransformer")
public final class CohereTransformer implements Transformer {

    private static final String PATH = "/v2/chat";
    private static final List<String> WORDS = List.of("textual", "thinking");

    private final ObjectMapper json;
    private final InstantSource clock;
    private final FailureReader failures;

    public CohereTransformer(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
        this.failures = new FailureReader(new RetryAfter(clock));
    }

    @Override
    public UpstreamRequest request(RoutedRequest routed) {
        RequestBody body = RequestBody.of(OldFunctions.asTools(routed));
        OldFunctions.settle(routed, body.dropped());
        Map<String, String> headers = credentials(routed.provider());
        return new UpstreamRequest(routed, PATH, headers, JsonText.bytes(json, body.json()), body.dropped());
    }

    static Map<String, String> credentials(Provider provider) {
        return provider.key()
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .orElse(Map.of());
    }

    @Override
    public ChatResponse response(RoutedRequest routed, JsonNode body) {
        if (!body.path("message").isObject()) {
            throw FailureReader.within(routed, body);
        }
        return OldFunctions.answer(routed, ResponseReader.read(routed, body, AnswerHead.of(routed, body, clock)));
    }

    @Override
    public StreamTransformer stream(RoutedRequest routed) {
        return OldFunctions.answer(
                routed, new MessageStream(json, routed, AnswerHead.of(routed, MissingNode.getInstance(), clock)));
    }

    @Override
    public void check(Provider provider) {
        for (String word : provider.quirks().chat().words().keySet()) {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException("\"" + word + "\" is none of " + String.join(", ", WORDS));
            }
        }
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.read(failure);
    }
}
