package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One part of what a candidate says. */
sealed interface Part permits Part.Text, Part.Thought, Part.Call, Part.Other, Picture {

    /** A piece of the text, perhaps empty and there for the signature alone. */
    record Text(String text, Optional<String> signature) implements Part {}

    /** A piece of the reasoning. */
    record Thought(String text, Optional<String> signature) implements Part {}

    /** A function to be called, always whole. */
    record Call(String id, String name, String arguments, Optional<String> signature) implements Part {
        /** The members of the call that only Gemini has. */
        Map<String, JsonNode> extras() {
            return ThoughtSignature.ofCall(signature);
        }
    }

    /** A part of another kind, such as code that was run, as it came. */
    record Other(JsonNode raw) implements Part {}

    /** The part that this JSON is. */
    static Part of(JsonNode json) {
        Optional<String> signature = text(json, ThoughtSignature.NAME);
        JsonNode call = json.path("functionCall");
        if (!call.path("name").asText().isEmpty()) {
            return call(call, signature);
        }
        boolean thought = json.path("thought").asBoolean();
        JsonNode inline = json.path("inlineData");
        if (!thought && inline.path("mimeType").asText().startsWith("image/")) {
            return new Picture(
                    inline.path("mimeType").asText(), inline.path("data").asText(), signature);
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
