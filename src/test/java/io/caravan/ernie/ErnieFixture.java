package io.caravan.ernie;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.provider.Answers;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamAnswer;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A transformer whose clock stands still, and requests that are routed to it. */
final class ErnieFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final long NOW = 1_772_366_400;
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));
    static final ErnieTransformer TRANSFORMER = new ErnieTransformer(JSON, CLOCK);

    private ErnieFixture() {}

    static RoutedRequest ask(String model, String key, String messages, String members) {
        JsonNode body = json("{\"model\": \"ernie-legacy/x\", \"messages\": %s %s}".formatted(messages, members));
        Provider provider = new Provider(
                "ernie-legacy",
                List.of(),
                List.of(),
                List.of(),
                Optional.of(key),
                false,
                "https://ernie.example",
                Quirks.NONE);
        return new RoutedRequest(ChatRequestReader.read(body), provider, model);
    }

    /** A request with messages and further members, which begin with a comma if there are any. */
    static RoutedRequest ask(String messages, String members) {
        return ask("ERNIE-4.0-8K", "24.token", messages, members);
    }

    /** A short request with further members. */
    static RoutedRequest ask(String members) {
        return ask("[{\"role\": \"user\", \"content\": \"Hi\"}]", members);
    }

    static JsonNode body(RoutedRequest routed) {
        return json(new String(TRANSFORMER.request(routed).body(), UTF_8));
    }

    static ChatResponse answer(String body) {
        return TRANSFORMER.response(ask(""), json(body));
    }

    static UpstreamAnswer upstream(RoutedRequest routed, int status, String type, String body) {
        return new UpstreamAnswer(
                routed,
                status,
                Map.of("content-type", type),
                new ByteArrayInputStream(body.getBytes(UTF_8)),
                new Answers(JSON, 100_000));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
