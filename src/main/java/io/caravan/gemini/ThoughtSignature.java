package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Gemini signs its parts with, to be given back on the same part byte for byte.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought signatures</a>
 */
final class ThoughtSignature {

    /** What Gemini takes for a signature that is lost, as in a history of another model's. */
    static final String LOST = "skip_thought_signature_validator";

    /** The name on Gemini's parts. */
    static final String NAME = "thoughtSignature";

    private static final String MEMBER = "thought_signature";
    /** Where Google's own OpenAI-compatible answers have it. */
    private static final String GOOGLES = "extra_content";

    private ThoughtSignature() {}

    /** The signature among the members of a message, a call or a picture that a caller sends back. */
    static Optional<String> of(Map<String, JsonNode> extras) {
        return Stream.of(
                        member(extras, ProviderFields.NAME),
                        member(extras, GOOGLES).path("google"))
                .map(place -> place.path(MEMBER))
                .filter(signature ->
                        signature.isTextual() && !signature.asText().isEmpty())
                .map(JsonNode::asText)
                .findFirst();
    }

    private static JsonNode member(Map<String, JsonNode> extras, String name) {
        return extras.getOrDefault(name, JsonNodeFactory.instance.missingNode());
    }

    /** The members for a signature, none if there is none. */
    static Map<String, JsonNode> members(Optional<String> signature) {
        return signature
                .<Map<String, JsonNode>>map(value -> Map.of(ProviderFields.NAME, fields(value)))
                .orElse(Map.of());
    }

    /** The members of a call for a signature: both names, as clients know the one or the other. */
    static Map<String, JsonNode> ofCall(Optional<String> signature) {
        return signature
                .<Map<String, JsonNode>>map(value -> {
                    ObjectNode googles = JsonNodeFactory.instance.objectNode();
                    googles.set("google", fields(value));
                    return Map.of(ProviderFields.NAME, fields(value), GOOGLES, googles);
                })
                .orElse(Map.of());
    }

    /** A signature in an object of its own. */
    static ObjectNode fields(String signature) {
        return JsonNodeFactory.instance.objectNode().put(MEMBER, signature);
    }
}
