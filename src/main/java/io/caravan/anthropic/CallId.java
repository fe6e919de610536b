package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** Gives calls of tools their id: the provider's, or one made up where it has none, since results need one. */
final class CallId {

    private CallId() {}

    static String of(JsonNode block) {
        String id = block.path("id").asText("");
        return id.isEmpty() ? "toolu_" + UUID.randomUUID() : id;
    }
}
