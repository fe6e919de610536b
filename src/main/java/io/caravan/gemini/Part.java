package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One part of what a candidate says. */
sealed interface Part {

    /** A piece of the text, perhaps empty and there for the signature alone. */
    record Text(String text, Optional<String> signature) implements Part {}

    /** A piece of the reasoning. */
    record Thought(String text, Optional<String> signature) implements Part {}

    /** A function to be called, always whole. */
    record Call(String id, String name, String arguments, Optional<String> signature) implements Part {
        /** The members of the call that only Gemini has. */
        Map<String, JsonNode> extras() {
            return ProviderFields.signed(signature);
        }
    }

    /** A picture. */
    record Picture(String mimeType, String data) implements Part {
        /** The picture as a content part of OpenAI's. */
        ObjectNode imageUrl() {
            ObjectNode image = JsonNodeFactory.instance.objectNode().put("type", "image_url");
            image.putObject("image_url").put("url", "data:" + mimeType + ";base64," + data);
            return image;
        }
    }

    /** A part of another kind, such as code that was run, as it came. */
    record Other(JsonNode raw) implements Part {}

    /** The part that this JSON is. */
    static Part of(JsonNode json) {
        Optional<String> signature = text(json, "thoughtSignature");
        JsonNode call = json.path("functionCall");
        if (call.isObject()) {
            return call(call, signature);
        }
        boolean thought = json.path("thought").asBoolean();
        JsonNode picture = json.path("inlineData");
        if (!thought && picture.path("mimeType").asText().startsWith("image/")) {
            return new Picture(
                    picture.path("mimeType").asText(), picture.path("data").asText());
        }
        Optional<String> text = text(json, "text");
        if (text.isEmpty() && (signature.isEmpty() || json.size() > 1)) {
            return new Other(json);
        }
        return thought ? new Thought(text.orElse(""), signature) : new Text(text.orElse(""), signature);
    }

    private static Call call(JsonNode call, Optional<String> signature) {
        String id = text(call, "id").orElseGet(() -> "call_" + UUID.randomUUID());
        JsonNode arguments = call.path("args");
        return new Call(id, call.path("name").asText(), arguments.isObject() ? arguments.toString() : "{}", signature);
    }

    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
