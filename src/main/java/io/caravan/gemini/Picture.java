package io.caravan.gemini;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.DataUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A picture that a model drew.
 *
 * @param data base64
 */
record Picture(String mimeType, String data, Optional<String> signature) implements Part {

    /** The pictures in {@code images} of a message that a caller sends back, except those that stand elsewhere. */
    static List<Picture> among(Map<String, JsonNode> extras) {
        return GenerateContentRequest.extension(extras, "images").stream()
                .flatMap(JsonNode::valueStream)
                .flatMap(Picture::of)
                .toList();
    }

    private static Stream<Picture> of(JsonNode part) {
        Map<String, JsonNode> fields = Optional.of(part.path(ProviderFields.NAME))
                .filter(not(JsonNode::isMissingNode))
                .<Map<String, JsonNode>>map(given -> Map.of(ProviderFields.NAME, given))
                .orElse(Map.of());
        return DataUrl.ofBase64(part.path("image_url").path("url").asText())
                .map(url -> new Picture(url.mediaType(), url.data(), ThoughtSignature.of(fields)))
                .stream();
    }

    /** The picture as a content part of OpenAI's. */
    ObjectNode imageUrl() {
        ObjectNode image = JsonNodeFactory.instance.objectNode().put("type", "image_url");
        image.putObject("image_url").put("url", "data:" + mimeType + ";base64," + data);
        return image.setAll(ThoughtSignature.members(signature));
    }

    /** The picture as a part of Gemini's. */
    ObjectNode part() {
        ObjectNode part = MediaPart.inline(mimeType, data);
        signature.ifPresent(value -> part.put(ThoughtSignature.NAME, value));
        return part;
    }
}
