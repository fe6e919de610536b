package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.util.Map;
import java.util.Optional;

/** The body of a request. */
final class GenerateContentRequest {

    private GenerateContentRequest() {}

    /** What is asked, in Gemini's words; members that it has no word for are left out. */
    static ObjectNode of(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        if (!chat.tools().definitions().isEmpty()) {
            throw GatewayException.unsupported("tools", "tools cannot be sent to Gemini");
        }
        ModelFamily family = ModelFamily.of(routed.model());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Conversation.of(chat.messages()).writeTo(body, family);
        ObjectNode config = GenerationConfig.of(chat, family);
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        extension(chat.extras(), "safety_settings", "safetySettings")
                .ifPresent(settings -> body.set("safetySettings", settings));
        return body;
    }

    /** A member that OpenAI has not, or that Caravan gives no meaning, under the first of the names that is there. */
    static Optional<JsonNode> extension(Map<String, JsonNode> extras, String... names) {
        for (String name : names) {
            JsonNode value = extras.get(name);
            if (value != null && !value.isNull()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
