package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.Usage;
import java.util.Map;
import java.util.Optional;

/** The token counts told so far, of which each replaces the one told before. */
final class TokenCounts {

    private static final String USUAL_TIER = "standard";

    private boolean told;
    private int input;
    private int cacheWrite;
    private int cacheWriteHour;
    private int cacheRead;
    private int output;
    private int thinking;
    private String tier = USUAL_TIER;

    /** Takes the counts that a {@code usage} object holds. */
    void take(JsonNode usage) {
        told |= usage.isObject();
        input = count(usage, "input_tokens", input);
        cacheWrite = count(usage, "cache_creation_input_tokens", cacheWrite);
        cacheWriteHour = count(usage.path("cache_creation"), "ephemeral_1h_input_tokens", cacheWriteHour);
        cacheRead = count(usage, "cache_read_input_tokens", cacheRead);
        output = count(usage, "output_tokens", output);
        thinking = count(usage.path("output_tokens_details"), "thinking_tokens", thinking);
        tier = tier(usage);
    }

    /** Fast mode has prices of its own, whichever tier serves it. */
    private String tier(JsonNode usage) {
        String speed = usage.path("speed").asText();
        return speed.equals("fast") ? speed : usage.path("service_tier").asText(tier);
    }

    private static int count(JsonNode usage, String name, int before) {
        return usage.path(name).asInt(before);
    }

    /** The usage, in which the prompt includes what was read from and written to the cache. */
    Optional<Usage> usage() {
        int prompt = input + cacheWrite + cacheRead;
        return told
                ? Optional.of(
                        new Usage(prompt, output, prompt + output, cacheRead, cacheWrite, cacheWriteHour, thinking))
                : Optional.empty();
    }

    /** The tier that served the call, in the place where OpenAI tells it, unless it is the usual one. */
    Map<String, JsonNode> extras() {
        return tier.equals(USUAL_TIER) ? Map.of() : Map.of("service_tier", TextNode.valueOf(tier));
    }
}
