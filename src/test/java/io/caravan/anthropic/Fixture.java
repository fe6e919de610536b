package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A transformer at a fixed time, and requests for it as callers write them. */
final class Fixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
    static final Provider PROVIDER = new Provider(
            "anthropic",
            List.of(),
            List.of(),
            List.of("ANTHROPIC_API_KEY"),
            Optional.of("the-key"),
            false,
            "https://api.anthropic.test",
            Quirks.NONE);

    private Fixture() {}

    static AnthropicTransformer transformer() {
        return new AnthropicTransformer(JSON, () -> NOW);
    }

    /** A request whose model carries the provider's prefix. */
    static RoutedRequest routed(String request) {
        var chat = ChatRequestReader.read(json(request));
        return new RoutedRequest(chat, PROVIDER, chat.model().substring("anthropic/".length()));
    }

    /** A request of one user message to a model, with further members. */
    static RoutedRequest routed(String model, String members) {
        return routed("""
            {"model": "anthropic/%s", "messages": [{"role": "user", "content": "Hi"}] %s}
            """.formatted(model, members.isEmpty() ? "" : ", " + members));
    }

    /** The body that is sent for a request. */
    static JsonNode sent(RoutedRequest routed) {
        try {
            return JSON.readTree(transformer().request(routed).body());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What of a request is not told to the provider. */
    static SortedSet<String> dropped(RoutedRequest routed) {
        return transformer().request(routed).dropped();
    }

    /** Asserts that a request is refused for one member. */
    static void assertRefused(RoutedRequest routed, ErrorCode code, String path) {
        assertThatThrownBy(() -> transformer().request(routed))
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.fields()).extracting(FieldError::path).containsExactly(path);
                });
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
