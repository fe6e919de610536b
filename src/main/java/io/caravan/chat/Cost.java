package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What the tokens of a call cost.
 *
 * @param currency ISO 4217
 * @param input for what was read neither from nor into a cache
 * @param cachedInput for what was read from the provider's cache
 * @param cacheWrite for what was written to the provider's cache
 * @param output for all that came out
 * @param catalogue the edition of the catalogue that has the prices
 */
public record Cost(
        String currency,
        BigDecimal input,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        BigDecimal output,
        String catalogue) {

    public Cost {
        requireNonNull(currency, "currency is null");
        requireNonNull(catalogue, "catalogue is null");
    }

    /** All of it. */
    public BigDecimal total() {
        return input.add(cachedInput).add(cacheWrite).add(output);
    }

    @Override
    public String toString() {
        return total().toPlainString() + " " + currency;
    }
}
