package io.caravan.usage;

import io.caravan.chat.ChatResponse;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.provider.Routed;
import java.util.Optional;

/** Puts into answers what they took and what that cost. */
public final class Billing {

    private final Estimates estimates;
    private final Pricing pricing;

    public Billing(Estimates estimates, Pricing pricing) {
        this.estimates = estimates;
        this.pricing = pricing;
    }

    /** The answer with its usage, told or estimated, and its cost. */
    public ChatResponse bill(Routed routed, ChatResponse response) {
        Usage usage = told(response.usage()).orElseGet(() -> estimates.usage(routed, Estimates.text(response)));
        Usage priced = pricing.priced(usage, routed, response.model(), ServiceTier.told(response.extras()));
        return new ChatResponse(
                response.id(),
                response.created(),
                response.model(),
                response.choices(),
                Optional.of(priced),
                response.extras());
    }

    /** The vectors with their usage, told or estimated, and their cost. */
    public EmbeddingResponse bill(Routed routed, EmbeddingResponse response) {
        Usage usage = told(response.usage()).orElseGet(() -> Usage.estimate(estimates.prompt(routed), 0));
        Usage priced = pricing.priced(usage, routed, response.model(), Optional.empty());
        return new EmbeddingResponse(response.model(), response.vectors(), Optional.of(priced), response.encoding());
    }

    /** What calls took of which a later one failed, and what they cost. */
    public Usage bill(Routed routed, Usage usage) {
        return pricing.priced(usage, routed, routed.model(), Optional.empty());
    }

    /** What a stream took that came to its end. */
    Usage ended(Routed routed, String answered, Tally tally) {
        Usage usage = told(tally.usage()).orElseGet(() -> estimates.usage(routed, tally.text()));
        return pricing.priced(usage, routed, answered, tally.tier());
    }

    /** What a stream took as far as it came, of which its provider may have told the beginning only. */
    Usage cutOff(Routed routed, String answered, Tally tally) {
        Usage usage = told(tally.usage())
                .map(told -> tally.isCounted() ? told : atLeast(told, tally.text()))
                .orElseGet(() -> estimates.usage(routed, tally.text()));
        return pricing.priced(usage, routed, answered, tally.tier());
    }

    private Usage atLeast(Usage told, SampledText produced) {
        int tokens = estimates.tokens(produced);
        return tokens > told.completionTokens() ? told.completing(tokens) : told;
    }

    /** No call takes nothing: some providers write zeros where they do not count. */
    private static Optional<Usage> told(Optional<Usage> usage) {
        return usage.filter(counts -> counts.promptTokens() > 0 || counts.completionTokens() > 0);
    }
}
