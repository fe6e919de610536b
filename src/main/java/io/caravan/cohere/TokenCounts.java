package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import java.util.Optional;

/** The token counts of an answer: those that went through the model, or else those that are billed. */
final class TokenCounts {

    private TokenCounts() {}

    static Optional<Usage> of(JsonNode usage) {
        JsonNode counts = usage.path("tokens").isObject() ? usage.path("tokens") : usage.path("billed_units");
        if (!counts.isObject()) {
            return Optional.empty();
        }
        int prompt = counts.path("input_tokens").asInt();
        int completion = counts.path("output_tokens").asInt();
        int cached = usage.path("cached_tokens").asInt();
        return Optional.of(new Usage(prompt, completion, prompt + completion, cached, 0, 0));
    }
}
