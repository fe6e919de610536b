package io.caravan.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the tokens of one call cost, each per million. A kind of tokens without a price of its own costs what the
 * others of its direction cost.
 *
 * @param currency ISO 4217
 * @param input read neither from nor into a cache
 * @param cachedInput read from the provider's cache
 * @param cacheWrite written to the provider's cache, for minutes
 * @param cacheWriteHour written to the provider's cache, for an hour
 * @param output nothing if the model's output has no known price
 */
public record Tariff(
        String currency,
        BigDecimal input,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        BigDecimal cacheWriteHour,
        Optional<BigDecimal> output) {}
