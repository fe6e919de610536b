package io.caravan.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON as it goes over the wire. */
public final class JsonText {

    private JsonText() {}

    /** What is sent. */
    public static byte[] bytes(ObjectMapper json, JsonNode body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What was sent; nothing if it is no JSON. */
    public static Optional<JsonNode> read(ObjectMapper json, byte[] text) {
        try {
            return Optional.of(json.readTree(text));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
