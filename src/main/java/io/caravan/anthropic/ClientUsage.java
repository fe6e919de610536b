package io.caravan.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Usage;

/** Token counts in Anthropic's members, where what a cache took or gave is not among the input. */
final class ClientUsage {

    private ClientUsage() {}

    static ObjectNode of(Usage usage) {
        int cached = usage.cachedTokens() + usage.cacheWriteTokens();
        return JsonNodeFactory.instance
                .objectNode()
                .put("input_tokens", Math.max(0, usage.promptTokens() - cached))
                .put("cache_creation_input_tokens", usage.cacheWriteTokens())
                .put("cache_read_input_tokens", usage.cachedTokens())
                .put("output_tokens", usage.completionTokens());
    }
}
