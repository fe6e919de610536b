package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** The id of a call of a tool. */
final class CallId {

    private CallId() {}

    /** The id that Cohere gave it, or else one of our own. */
    static String of(JsonNode call) {
        String id = call.path("id").asText("");
        return id.isBlank() ? "call_" + UUID.randomUUID().toString().replace("-", "") : id;
    }
}
