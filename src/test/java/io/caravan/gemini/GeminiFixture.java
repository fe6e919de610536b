package io.caravan.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A transformer whose clock stands still, and requests that are routed to it. */
final class GeminiFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final long NOW = 1_770_000_000;
    static final String KEY = "AIza-canary-0123456789";
    static final String HOST = "https://generativelanguage.googleapis.com";

    static final GeminiTransformer TRANSFORMER =
            new GeminiTransformer(JSON, InstantSource.fixed(Instant.ofEpochSecond(NOW)));

    private GeminiFixture() {}

    static Provider provider(String baseUrl, Optional<String> key) {
        return new Provider(
                "gemini", List.of("google"), List.of(), List.of("GEMINI_API_KEY"), key, false, baseUrl, Quirks.NONE);
    }

    /** A request to a model with further members, which begin with a comma if there are any. */
    static RoutedRequest ask(String model, String messages, String members) {
        JsonNode body = json("{\"model\": \"gemini/%s\", \"messages\": %s %s}".formatted(model, messages, members));
        return new RoutedRequest(ChatRequestReader.read(body), provider(HOST, Optional.of(KEY)), model);
    }

    /** A short request with further members. */
    static RoutedRequest ask(String model, String members) {
        return ask(model, "[{\"role\": \"user\", \"content\": \"Hi\"}]", members);
    }

    /** A short request. */
    static RoutedRequest ask() {
        return ask("gemini-2.5-flash", "");
    }

    /** A short request for a stream. */
    static RoutedRequest askForStream() {
        return ask("gemini-2.5-flash", ", \"stream\": true");
    }

    static JsonNode body(RoutedRequest routed) {
        return json(new String(TRANSFORMER.request(routed).body(), UTF_8));
    }

    static ChatResponse answer(String body) {
        return TRANSFORMER.response(ask(), json(body));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** All chunks of a stream that arrives byte by byte, up to the end of the input. */
    static List<ChatChunk> chunks(StreamTransformer stream, String events) {
        SseReader reader = new SseReader(byteByByte(events), 100_000);
        List<ChatChunk> chunks = new ArrayList<>();
        try {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                stream.accept(event.get(), chunks::add);
                assertThat(stream.finished()).isFalse();
            }
            stream.inputEnded(chunks::add);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return chunks;
    }

    static InputStream byteByByte(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
    }
}
