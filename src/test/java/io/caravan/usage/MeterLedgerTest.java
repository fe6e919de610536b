package io.caravan.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import io.caravan.usage.UsageRecord.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterLedgerTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeterLedger ledger = new MeterLedger(meters);

    @Test
    void cost_isAddedUpByProviderAndCurrency() {
        ledger.book(record("openai", Outcome.SUCCESS, usage("0.25", "USD")));
        ledger.book(record("openai", Outcome.CANCELLED, usage("0.5", "USD")));
        ledger.book(record("openai", Outcome.SUCCESS, usage("3", "CNY")));
        ledger.book(record("glm", Outcome.SUCCESS, usage("7", "CNY")));

        assertThat(spent("openai", "USD")).isCloseTo(0.75, within(1e-9));
        assertThat(spent("openai", "CNY")).isCloseTo(3, within(1e-9));
        assertThat(spent("glm", "CNY")).isCloseTo(7, within(1e-9));
    }

    @Test
    void unknownCost_isNoMetric() {
        ledger.book(record("dify", Outcome.SUCCESS, Optional.of(Usage.of(9, 4))));
        ledger.book(record("dify", Outcome.FAILURE, Optional.empty()));

        assertThat(meters.find("caravan.cost").counters()).isEmpty();
        assertThat(meters.get("caravan.tokens")
                        .tags("provider", "dify", "kind", "prompt")
                        .counter()
                        .count())
                .isEqualTo(9);
    }

    @Test
    void record_knowsItsCost() {
        Optional<Usage> usage = usage("0.25", "USD");

        assertThat(record("openai", Outcome.SUCCESS, usage).cost())
                .isEqualTo(usage.orElseThrow().cost());
        assertThat(record("openai", Outcome.FAILURE, Optional.empty()).cost()).isEmpty();
    }

    private double spent(String provider, String currency) {
        return meters.get("caravan.cost")
                .tags("provider", provider, "currency", currency)
                .counter()
                .count();
    }

    private static Optional<Usage> usage(String input, String currency) {
        Cost cost = new Cost(
                currency, new BigDecimal(input), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, "edition-1");
        return Optional.of(Usage.of(9, 4).costing(Optional.of(cost)));
    }

    private static UsageRecord record(String provider, Outcome outcome, Optional<Usage> usage) {
        return new UsageRecord(
                "r-1", provider, "m", false, outcome, usage, Duration.ofMillis(5), Optional.of(Duration.ofMillis(1)));
    }
}
