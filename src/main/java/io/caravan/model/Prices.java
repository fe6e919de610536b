package io.caravan.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * What a model's tokens cost, each per million.
 *
 * @param currency ISO 4217
 * @param output nothing for a model without output, such as one for embeddings
 * @param tier other prices for long prompts
 * @param batchDiscount the part of the price that a batch saves, between 0 and 1
 */
public record Prices(
        String currency,
        BigDecimal input,
        Optional<BigDecimal> output,
        Optional<BigDecimal> cachedInput,
        Optional<BigDecimal> cacheWrite,
        Optional<BigDecimal> cacheWriteHour,
        Optional<Tier> tier,
        Optional<BigDecimal> batchDiscount) {

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /**
     * The prices of a whole call whose prompt is long. Those of the cache rise as the input's does.
     *
     * @param above tokens of the longest prompt at the usual prices
     */
    public record Tier(int above, BigDecimal input, BigDecimal output) {}

    /** The prices for a call with a prompt of that many tokens. */
    public Tariff tariff(int promptTokens) {
        return tier.filter(one -> promptTokens > one.above())
                .map(this::raised)
                .orElseGet(() -> tariff(input, output, BigDecimal.ONE));
    }

    /** The prices of a call as part of a batch; nothing if it is not known what that saves. */
    public Optional<Tariff> batchTariff(int promptTokens) {
        return batchDiscount.map(saved -> times(tariff(promptTokens), BigDecimal.ONE.subtract(saved)));
    }

    private Tariff raised(Tier tier) {
        BigDecimal rise = input.signum() == 0 ? BigDecimal.ONE : tier.input().divide(input, PRECISION);
        return tariff(tier.input(), Optional.of(tier.output()), rise);
    }

    private Tariff tariff(BigDecimal input, Optional<BigDecimal> output, BigDecimal rise) {
        BigDecimal written = cacheWrite.map(rise::multiply).orElse(input);
        return new Tariff(
                currency,
                input,
                cachedInput.map(rise::multiply).orElse(input),
                written,
                cacheWriteHour.map(rise::multiply).orElse(written),
                output);
    }

    private static Tariff times(Tariff tariff, BigDecimal part) {
        return new Tariff(
                tariff.currency(),
                tariff.input().multiply(part),
                tariff.cachedInput().multiply(part),
                tariff.cacheWrite().multiply(part),
                tariff.cacheWriteHour().multiply(part),
                tariff.output().map(part::multiply));
    }
}
