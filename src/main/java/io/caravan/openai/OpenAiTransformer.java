package io.caravan.openai;

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
import org.springframework.stereotype.Component;

/**
 * OpenAI's chat completions, which most providers speak with differences that the quirk words of their route
 * files tell.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">Chat completions</a>
 */
@Component("openaiTransformer")
public final class OpenAiTransformer implements Transformer {

    private final ObjectMapper json;
    private final InstantSource clock;
    private final Failures failures;
    private final Dialects dialects = new Dialects();

    public OpenAiTransformer(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
        this.failures = new Failures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedRequest routed) {
        Dialect dialect = dialects.of(routed.provider());
        Draft draft = dialect.draft(routed);
        Entrance entrance = dialect.entrance();
        return new UpstreamRequest(
                routed,
                entrance.path(routed),
                entrance.headers(routed.provider()),
                JsonText.bytes(json, draft.body()),
                draft.dropped());
    }

    @Override
    public ChatResponse response(RoutedRequest routed, JsonNode body) {
        return new WholeAnswer(routed, dialects.of(routed.provider()), failures, clock).read(body);
    }

    @Override
    public StreamTransformer stream(RoutedRequest routed) {
        return new OpenAiStream(routed, dialects.of(routed.provider()), failures, json, clock);
    }

    @Override
    public void check(Provider provider) {
        Dialect.check(provider.quirks());
        var _ = dialects.of(provider);
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure, dialects.of(failure.routed().provider()));
    }
}
