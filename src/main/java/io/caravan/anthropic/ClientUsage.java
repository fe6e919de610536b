package io.caravan.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Usage;
import io.caravan.chat.json.CostJson;

/** Token counts in Anthropic's members, where what a cache took or gave is not among the input. */
final class ClientUsage {

    private ClientUsage() {}

    /** The counts of a whole answer, and what it cost. */
    static ObjectNode of(Usage usage) {
        return CostJson.addTo(soFar(usage), usage);
    }

    /** The counts at the beginning of a stream. */
    static ObjectNode soFar(Usage usage) {
        int cached = usage.cachedTokens() + usage.cacheWriteTokens();
        ObjectNode counts = JsonNodeFactory.instance
                .objectNode()
                .put("input_tokens", Math.max(0, usage.promptTokens() - cached))
                .put("cache_creation_input_tokens", usage.cacheWriteTokens())
                .put("cache_read_input_tokens", usage.cachedTokens());
        if (usage.cacheWriteTokens() > 0) {
            int hour = usage.cacheWriteHourTokens();
            counts.putObject("cache_creation")
                    .put("ephemeral_5m_input_tokens", Math.max(0, usage.cacheWriteTokens() - hour))
                    .put("ephemeral_1h_input_tokens", hour);
        }
        return counts.put("output_tokens", usage.completionTokens());
    }
}
