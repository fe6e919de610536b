package io.caravan.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.GatewayException;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import io.caravan.sse.ServerSentEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One transformer with samples in and out as JSON. */
final class Wire {

    static final JsonMapper JSON = new JsonMapper();
    static final String MODEL = "command-a-03-2025";

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_780_000_000));

    private final CohereTransformer transformer = new CohereTransformer(JSON, CLOCK);
    private final Map<String, String> words;

    Wire(Map<String, String> words) {
        this.words = words;
    }

    Wire() {
        this(Map.of());
    }

    /** The request that reaches the provider. */
    UpstreamRequest request(String model, String request) {
        return transformer.request(routed(model, request));
    }

    /** The body for a request of one message with these members beside it. */
    JsonNode sentWith(String members) {
        return json(body(request(MODEL, asking(members))));
    }

    /** The turns that reach the provider. */
    JsonNode turns(String model, String messages) {
        return json(body(request(model, "{\"model\": \"m\", \"messages\": " + messages + "}")))
                .path("messages");
    }

    /** What the header of the answer names. */
    List<String> droppedWith(String model, String members) {
        return List.copyOf(request(model, asking(members)).dropped());
    }

    private static String asking(String members) {
        return "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}], " + members + "}";
    }

    private static String body(UpstreamRequest request) {
        return new String(request.body(), UTF_8);
    }

    RoutedRequest routed(String model, String request) {
        return new RoutedRequest(ChatRequestReader.read(json(request)), provider(), model);
    }

    RoutedRequest routed() {
        return routed(MODEL, asking("\"n\": 1"));
    }

    private Provider provider() {
        return new Provider(
                "cohere",
                List.of(),
                List.of(),
                List.of(),
                Optional.of("canary-0123456789"),
                false,
                "http://upstream.invalid",
                new Quirks(words));
    }

    ChatResponse answer(String body) {
        return transformer.response(routed(), json(body));
    }

    GatewayException failure(int status, String body) {
        return transformer.error(new UpstreamFailure(routed(), status, Map.of(), json(body)));
    }

    StreamTransformer stream() {
        return transformer.stream(routed());
    }

    /** The chunks of events, given by their data. */
    static List<ChatChunk> heard(StreamTransformer stream, String... events) {
        List<ChatChunk> chunks = new ArrayList<>();
        for (String event : events) {
            stream.accept(new ServerSentEvent("message", event.getBytes(UTF_8)), chunks::add);
        }
        return chunks;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }
}
