package io.caravan.chat;

import java.util.Optional;

/**
 * Tokens that a call took.
 *
 * @param promptTokens all that went in, cached ones included
 * @param completionTokens all that came out, reasoning included
 * @param cachedTokens the part of the prompt read from the provider's cache
 * @param cacheWriteTokens the part of the prompt written to the provider's cache
 * @param cacheWriteHourTokens the part of that which the cache keeps for an hour instead of minutes
 * @param reasoningTokens the part of the completion that was reasoning
 * @param estimated whether the gateway has counted, for want of the provider's word
 * @param cost nothing if it is not known
 */
public record Usage(
        int promptTokens,
        int completionTokens,
        int totalTokens,
        int cachedTokens,
        int cacheWriteTokens,
        int cacheWriteHourTokens,
        int reasoningTokens,
        boolean estimated,
        Optional<Cost> cost) {

    /** Usage as a provider tells it that keeps no cache for an hour. */
    public Usage(
            int promptTokens,
            int completionTokens,
            int totalTokens,
            int cachedTokens,
            int cacheWriteTokens,
            int reasoningTokens) {
        this(promptTokens, completionTokens, totalTokens, cachedTokens, cacheWriteTokens, 0, reasoningTokens);
    }

    /** Usage as a provider tells it. */
    public Usage(
            int promptTokens,
            int completionTokens,
            int totalTokens,
            int cachedTokens,
            int cacheWriteTokens,
            int cacheWriteHourTokens,
            int reasoningTokens) {
        this(
                promptTokens,
                completionTokens,
                totalTokens,
                cachedTokens,
                cacheWriteTokens,
                cacheWriteHourTokens,
                reasoningTokens,
                false,
                Optional.empty());
    }

    /** Usage of a provider that tells nothing but the two sums. */
    public static Usage of(int promptTokens, int completionTokens) {
        return new Usage(promptTokens, completionTokens, promptTokens + completionTokens, 0, 0, 0);
    }

    /** Usage that no provider has told. */
    public static Usage estimate(int promptTokens, int completionTokens) {
        return of(promptTokens, completionTokens).completing(completionTokens);
    }

    /** The same prompt, with a completion that no provider has told. */
    public Usage completing(int tokens) {
        return new Usage(
                promptTokens,
                tokens,
                promptTokens + tokens,
                cachedTokens,
                cacheWriteTokens,
                cacheWriteHourTokens,
                reasoningTokens,
                true,
                Optional.empty());
    }

    /** The same tokens at that price. */
    public Usage costing(Optional<Cost> price) {
        return new Usage(
                promptTokens,
                completionTokens,
                totalTokens,
                cachedTokens,
                cacheWriteTokens,
                cacheWriteHourTokens,
                reasoningTokens,
                estimated,
                price);
    }

    /** The tokens of this call and of another, whose price is yet to be found. */
    public Usage plus(Usage other) {
        return new Usage(
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                totalTokens + other.totalTokens,
                cachedTokens + other.cachedTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                cacheWriteHourTokens + other.cacheWriteHourTokens,
                reasoningTokens + other.reasoningTokens,
                estimated || other.estimated,
                Optional.empty());
    }
}
