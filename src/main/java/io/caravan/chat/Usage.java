package io.caravan.chat;

/**
 * Tokens that a call took.
 *
 * @param promptTokens all that went in, cached ones included
 * @param completionTokens all that came out, reasoning included
 * @param cachedTokens the part of the prompt read from the provider's cache
 * @param cacheWriteTokens the part of the prompt written to the provider's cache
 * @param reasoningTokens the part of the completion that was reasoning
 */
public record Usage(
        int promptTokens,
        int completionTokens,
        int totalTokens,
        int cachedTokens,
        int cacheWriteTokens,
        int reasoningTokens) {

    /** Usage of a provider that tells nothing but the two sums. */
    public static Usage of(int promptTokens, int completionTokens) {
        return new Usage(promptTokens, completionTokens, promptTokens + completionTokens, 0, 0, 0);
    }
}
