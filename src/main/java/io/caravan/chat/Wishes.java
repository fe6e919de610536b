package io.caravan.chat;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What the answer to a request is to be like.
 *
 * @param format the form of its content
 * @param effort how hard the model is to think before it
 */
public record Wishes(
        Sampling sampling, OutputLimit limit, Optional<ResponseFormat> format, Optional<ReasoningEffort> effort) {

    /** The same wishes, and those where there are none. */
    public Wishes or(Wishes others) {
        return new Wishes(
                sampling.or(others.sampling),
                limit.tokens().isPresent() ? limit : others.limit,
                format.or(others::format),
                effort.or(others::effort));
    }

    /** The same wishes for an answer of not more than so many tokens. */
    public Wishes atMost(int tokens) {
        return new Wishes(sampling, limit.atMost(tokens), format, effort);
    }

    void addTo(SortedSet<String> members) {
        sampling.addTo(members);
        ChatRequest.addIf(limit.maxTokens().isPresent(), "max_tokens", members);
        ChatRequest.addIf(limit.maxCompletionTokens().isPresent(), "max_completion_tokens", members);
        ChatRequest.addIf(format.isPresent(), "response_format", members);
        ChatRequest.addIf(effort.isPresent(), "reasoning_effort", members);
    }
}
