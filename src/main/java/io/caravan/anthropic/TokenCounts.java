package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import java.util.Optional;

/** The token counts told so far, of which each replaces the one told before. */
final class TokenCounts {

    private boolean told;
    private int input;
    private int cacheWrite;
    private int cacheRead;
    private int output;
    private int thinking;

    /** Takes the counts that a {@code usage} object holds. */
    void take(JsonNode usage) {
        told |= usage.isObject();
        input = count(usage, "input_tokens", input);
        cacheWrite = count(usage, "cache_creation_input_tokens", cacheWrite);
        cacheRead = count(usage, "cache_read_input_tokens", cacheRead);
        output = count(usage, "output_tokens", output);
        thinking = count(usage.path("output_tokens_details"), "thinking_tokens", thinking);
    }

    private static int count(JsonNode usage, String name, int before) {
        return usage.path(name).asInt(before);
    }

    /** The usage, in which the prompt includes what was read from and written to the cache. */
    Optional<Usage> usage() {
        int prompt = input + cacheWrite + cacheRead;
        return told
                ? Optional.of(new Usage(prompt, output, prompt + output, cacheRead, cacheWrite, thinking))
                : Optional.empty();
    }
}
