package io.caravan.chat;

import java.util.OptionalInt;

/**
 * How many tokens an answer may have, in the two members that OpenAI has had for it.
 *
 * @param maxTokens the older member, {@code max_tokens}
 * @param maxCompletionTokens the newer one, which also bounds hidden reasoning and wins if both are set
 */
public record OutputLimit(OptionalInt maxTokens, OptionalInt maxCompletionTokens) {

    /** The limit that counts, whichever way it was written. */
    public OptionalInt tokens() {
        return maxCompletionTokens.isPresent() ? maxCompletionTokens : maxTokens;
    }

    /** The same limit, or that one if it is lower or this is none. */
    public OutputLimit atMost(int most) {
        return tokens().isEmpty()
                ? new OutputLimit(OptionalInt.of(most), OptionalInt.empty())
                : new OutputLimit(lower(maxTokens, most), lower(maxCompletionTokens, most));
    }

    private static OptionalInt lower(OptionalInt tokens, int most) {
        return tokens.isPresent() ? OptionalInt.of(Math.min(tokens.getAsInt(), most)) : tokens;
    }
}
