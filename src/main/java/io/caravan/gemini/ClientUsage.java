package io.caravan.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Usage;
import io.caravan.chat.json.CostJson;

/** Token counts in Gemini's members, where thoughts are not among the candidates' tokens. */
final class ClientUsage {

    private ClientUsage() {}

    static ObjectNode of(Usage usage) {
        ObjectNode counts = JsonNodeFactory.instance
                .objectNode()
                .put("promptTokenCount", usage.promptTokens())
                .put("candidatesTokenCount", Math.max(0, usage.completionTokens() - usage.reasoningTokens()));
        if (usage.reasoningTokens() > 0) {
            counts.put("thoughtsTokenCount", usage.reasoningTokens());
        }
        if (usage.cachedTokens() > 0) {
            counts.put("cachedContentTokenCount", usage.cachedTokens());
        }
        return CostJson.addTo(counts.put("totalTokenCount", usage.totalTokens()), usage);
    }
}
