package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.FinishReason;
import io.caravan.error.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a provider says about the end of a choice.
 *
 * @param word its {@code finish_reason}, empty if it has none
 * @param original what OpenRouter says that the model's own provider said, else empty
 * @param moderated whether ARK says that moderation cut the answer
 */
record Finish(String word, String original, boolean moderated) {

    private static final String SPECIFIC = "provider_specific_fields";

    static Finish of(JsonNode choice) {
        return new Finish(
                choice.path("finish_reason").asText(""),
                choice.path("native_finish_reason").asText(""),
                !choice.path("moderation_hit_type").asText("").isEmpty());
    }

    /**
     * The reason in OpenAI's words.
     *
     * @throws io.caravan.error.GatewayException if the word stands for a failure
     */
    FinishReason reason(Dialect dialect, boolean called, boolean spoke, Failing failing) {
        if (moderated) {
            return FinishReason.CONTENT_FILTER;
        }
        return switch (dialect.finish().of(word, called, spoke)) {
            case FinishWords.Ending.Finished(FinishReason reason) -> reason;
            case FinishWords.Ending.Failed(ErrorCode code) -> throw failing.failure(code, word);
        };
    }

    /** The extras of a message, with the provider's own word if it is another than the reason. */
    Map<String, JsonNode> addTo(Map<String, JsonNode> extras, FinishReason reason) {
        String told = original.isEmpty() ? word : original;
        if (told.isEmpty() || told.equals(reason.wireName())) {
            return extras;
        }
        ObjectNode specific = JsonNodeFactory.instance.objectNode();
        if (extras.get(SPECIFIC) instanceof ObjectNode others) {
            specific.setAll(others);
        }
        Map<String, JsonNode> more = new HashMap<>(extras);
        more.put(SPECIFIC, specific.put("native_finish_reason", told));
        return more;
    }

    /** Makes the failure that a word stands for. */
    @FunctionalInterface
    interface Failing {
        RuntimeException failure(ErrorCode code, String word);
    }
}
