package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import java.util.Map;
import java.util.Optional;

/** What Gemini tells and OpenAI has no place for: {@code provider_specific_fields}. */
final class ProviderFields {

    /** The member of a message, a delta or a tool call. */
    static final String NAME = "provider_specific_fields";

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    /** Keeps the signature of a text. */
    ProviderFields signature(Optional<String> signature) {
        signature.ifPresent(value -> fields.setAll(ThoughtSignature.fields(value)));
        return this;
    }

    /** Keeps Gemini's word for the end where OpenAI's is another. */
    ProviderFields finishReason(String reason, FinishReason finish) {
        if (!reason.equalsIgnoreCase(finish.wireName())) {
            fields.put("native_finish_reason", reason);
        }
        return this;
    }

    /** Keeps where the answer comes from. */
    ProviderFields sources(JsonNode candidate) {
        keep("citation_metadata", candidate.path("citationMetadata"));
        keep("grounding_metadata", candidate.path("groundingMetadata"));
        return this;
    }

    private void keep(String name, JsonNode value) {
        if (value.isObject()) {
            fields.set(name, value);
        }
    }

    /** Keeps a part that has no counterpart, such as code that was run. */
    ProviderFields part(JsonNode part) {
        fields.withArrayProperty("parts").add(part);
        return this;
    }

    /** The fields as a member of a message, a delta or a tool call; no member if there are none. */
    Map<String, JsonNode> extras() {
        return fields.isEmpty() ? Map.of() : Map.of(NAME, fields);
    }
}
