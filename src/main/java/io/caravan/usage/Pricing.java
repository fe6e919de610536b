package io.caravan.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import io.caravan.model.Catalogue;
import io.caravan.model.Prices;
import io.caravan.model.Tariff;
import io.caravan.provider.Routed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what calls cost, by the catalogue as it stands at their end. */
public final class Pricing {

    /** What prices are for: a million tokens, as a power of ten. */
    private static final int MILLION = 6;

    /** Decimals of an amount: the millionth part of a price that has six. */
    private static final int DECIMALS = 12;

    private final Supplier<Catalogue> catalogue;

    public Pricing(Supplier<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The usage with its cost, if all that was used has a known price.
     *
     * @param answered the model as the answer names it, which tells more where a deployment has a name of its own
     */
    Usage priced(Usage usage, Routed routed, String answered, Optional<JsonNode> tier) {
        Catalogue now = catalogue.get();
        return usage.costing(now.prices(routed.provider(), routed.model())
                .or(() -> now.prices(routed.provider(), answered))
                .flatMap(prices -> ServiceTier.tariff(prices, usage.promptTokens(), tier))
                .flatMap(tariff -> cost(usage, tariff, now.version())));
    }

    /** The prices of a call that is yet to be made. */
    Optional<Tariff> tariff(Routed routed, int promptTokens, Optional<JsonNode> tier) {
        Optional<Prices> prices = catalogue.get().prices(routed.provider(), routed.model());
        return prices.flatMap(known -> ServiceTier.tariff(known, promptTokens, tier));
    }

    private static Optional<Cost> cost(Usage usage, Tariff tariff, String catalogue) {
        if (usage.completionTokens() > 0 && tariff.output().isEmpty()) {
            return Optional.empty();
        }
        int hour = usage.cacheWriteHourTokens();
        int minutes = usage.cacheWriteTokens() - hour;
        int rest = usage.promptTokens() - usage.cachedTokens() - usage.cacheWriteTokens();
        return Optional.of(new Cost(
                tariff.currency(),
                amount(rest, tariff.input()),
                amount(usage.cachedTokens(), tariff.cachedInput()),
                amount(minutes, tariff.cacheWrite()).add(amount(hour, tariff.cacheWriteHour())),
                amount(usage.completionTokens(), tariff.output().orElse(BigDecimal.ZERO)),
                catalogue));
    }

    /** What that many tokens cost; some providers count as cached more than went in, and none of the rest is owed. */
    static BigDecimal amount(long tokens, BigDecimal price) {
        return price.multiply(BigDecimal.valueOf(Math.max(0, tokens)))
                .movePointLeft(MILLION)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
