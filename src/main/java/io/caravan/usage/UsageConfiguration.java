package io.caravan.usage;

import io.caravan.model.LiveCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counting, pricing and booking, put together. */
@Configuration
class UsageConfiguration {

    @Bean
    Estimates estimates() {
        return new Estimates(new Tokenizer());
    }

    @Bean
    Pricing pricing(LiveCatalogue catalogue) {
        return new Pricing(catalogue::now);
    }

    @Bean
    Billing billing(Estimates estimates, Pricing pricing) {
        return new Billing(estimates, pricing);
    }

    @Bean
    Forecasts forecasts(LiveCatalogue catalogue, Estimates estimates, Pricing pricing) {
        return new Forecasts(catalogue::now, estimates, pricing);
    }

    @Bean
    UsageLedger usageLedger(MeterRegistry meters) {
        return new MeterLedger(meters);
    }
}
