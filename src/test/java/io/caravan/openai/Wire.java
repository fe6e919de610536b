package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.GatewayException;
import io.caravan.provider.Provider;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** One transformer with samples in and out as JSON. */
final class Wire {

    static final JsonMapper JSON = new JsonMapper();
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_780_000_000));

    private static final String HELLO = """
        {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}\
        """;

    private final OpenAiTransformer transformer = new OpenAiTransformer(JSON, CLOCK);
    private final Provider provider;

    Wire(Provider provider) {
        this.provider = provider;
    }

    static Wire to(String provider) {
        return new Wire(ProviderFile.provider(provider));
    }

    OpenAiTransformer transformer() {
        return transformer;
    }

    /** The body that reaches the provider for a request. */
    JsonNode sent(String model, String request) {
        return json(new String(transformer.request(routed(model, request)).body(), UTF_8));
    }

    /** What the header of the answer names for a request of one message with these members beside it. */
    Set<String> droppedWith(String model, String members) {
        return transformer.request(routed(model, """
            {"model": "m", "messages": [{"role": "user", "content": "Hello"}], %s}\
            """.formatted(members))).dropped();
    }

    /** The body for a request of one message with these members beside it. */
    JsonNode sentWith(String model, String members) {
        return sent(model, """
            {"model": "m", "messages": [{"role": "user", "content": "Hello"}], %s}\
            """.formatted(members));
    }

    RoutedRequest routed(String model, String request) {
        return new RoutedRequest(ChatRequestReader.read(json(request)), provider, model);
    }

    RoutedRequest routed() {
        return routed("some-model", HELLO);
    }

    ChatResponse answer(String body) {
        return transformer.response(routed(), json(body));
    }

    GatewayException failure(int status, String body) {
        return transformer.error(new UpstreamFailure(routed(), status, Map.of(), json(body)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }
}
