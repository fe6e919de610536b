package io.caravan.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.DataUrl;
import io.caravan.chat.ToolCall;
import java.util.Map;
import java.util.Optional;

/** Makes the parts of an answer, as they are the same in whole answers and in streams. */
final class ClientParts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PROVIDER_FIELDS = "provider_specific_fields";
    private static final String SIGNATURE = "thoughtSignature";

    private final ObjectReader reader;

    ClientParts(ObjectMapper json) {
        this.reader = json.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    static ObjectNode text(String text) {
        return NODES.objectNode().put("text", text);
    }

    /** What the provider told beside the answer. */
    static JsonNode fields(Map<String, JsonNode> extras) {
        return extras.getOrDefault(PROVIDER_FIELDS, NODES.missingNode());
    }

    /** Puts the signature among those members on a part, if there is one. */
    static ObjectNode sign(ObjectNode part, Map<String, JsonNode> extras) {
        signature(extras).ifPresent(signature -> part.put(SIGNATURE, signature));
        return part;
    }

    static Optional<String> signature(Map<String, JsonNode> extras) {
        return Optional.of(fields(extras).path("thought_signature"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /** A call; what is no JSON, as when the answer was cut off, is wrapped rather than lost. */
    ObjectNode call(ToolCall call) {
        ObjectNode part = NODES.objectNode();
        part.putObject("functionCall")
                .put("id", call.id())
                .put("name", call.name())
                .set("args", arguments(call.arguments()));
        return sign(part, call.extras());
    }

    private JsonNode arguments(String text) {
        return text.isBlank()
                ? NODES.objectNode()
                : object(text).orElseGet(() -> NODES.objectNode().put("INVALID_JSON", text));
    }

    private Optional<JsonNode> object(String text) {
        try {
            return Optional.<JsonNode>ofNullable(reader.readValue(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** The parts for pictures, and for what only Gemini itself says, among the members of a message. */
    static ArrayNode others(Map<String, JsonNode> extras) {
        ArrayNode parts = NODES.arrayNode();
        for (JsonNode picture : extras.getOrDefault("images", NODES.missingNode())) {
            picture(picture).ifPresent(parts::add);
        }
        fields(extras).path("parts").forEach(parts::add);
        return parts;
    }

    private static Optional<ObjectNode> picture(JsonNode picture) {
        return DataUrl.ofBase64(picture.at("/image_url/url").asText())
                .map(url -> MediaPart.inline(url.mediaType(), url.data()))
                .map(part -> sign(part, Map.of(PROVIDER_FIELDS, picture.path(PROVIDER_FIELDS))));
    }
}
