package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import java.util.Map;
import java.util.Set;

/**
 * How a candidate ended, from OpenAI's words to Gemini's; where Gemini itself gave the answer, in the word that it had.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#FinishReason">Gemini's reasons</a>
 */
final class ClientFinish {

    private static final Set<String> STOPS =
            Set.of("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "IMAGE_OTHER", "NO_IMAGE");
    private static final Set<String> FILTERS = Set.of(
            "RECITATION",
            "LANGUAGE",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "OTHER",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION");

    private FinishReason reason = FinishReason.STOP;
    private String told = "";
    private JsonNode citations = ClientParts.fields(Map.of());
    private JsonNode grounding = ClientParts.fields(Map.of());

    void reason(FinishReason finish) {
        reason = finish;
    }

    /** Takes what the provider told, if it is among those members. */
    void extras(Map<String, JsonNode> extras) {
        JsonNode fields = ClientParts.fields(extras);
        told = fields.path("native_finish_reason").asText(told);
        citations = fields.has("citation_metadata") ? fields.get("citation_metadata") : citations;
        grounding = fields.has("grounding_metadata") ? fields.get("grounding_metadata") : grounding;
    }

    /** Puts the end, and where the answer comes from, into a candidate. */
    void writeTo(ObjectNode candidate) {
        candidate.put("finishReason", word());
        if (citations.isObject()) {
            candidate.set("citationMetadata", citations);
        }
        if (grounding.isObject()) {
            candidate.set("groundingMetadata", grounding);
        }
    }

    private String word() {
        return switch (reason) {
            case STOP, TOOL_CALLS, FUNCTION_CALL -> STOPS.contains(told) ? told : "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> FILTERS.contains(told) ? told : "SAFETY";
        };
    }
}
