package io.caravan.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.error.GatewayException;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** What the tests of the clients' side have in common. */
final class ClientFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final GeminiClientTransformer TRANSFORMER = new GeminiClientTransformer(JSON);

    private ClientFixture() {}

    static ChatRequest request(String body) {
        return TRANSFORMER.request(json(body), "/gemini-2.5-flash:generateContent", "");
    }

    /** A request with further members, which begin with a comma. */
    static ChatRequest hello(String more) {
        return request("{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]" + more + "}");
    }

    static ChatRequest turns(String turns) {
        return request("{\"contents\":[" + turns + "]}");
    }

    /** All that is wrong with a body, in a line. */
    static String errors(Runnable reading) {
        GatewayException failure = Assertions.catchThrowableOfType(GatewayException.class, reading::run);
        return failure.fields().stream()
                .map(field -> field.path() + ": " + field.message())
                .collect(Collectors.joining("; "));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
