package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.provider.Routed;
import io.caravan.usage.Billing;
import io.caravan.usage.MeteredStream;
import io.caravan.usage.Outcomes;
import io.caravan.usage.UsageLedger;
import io.caravan.usage.UsageRecord;
import io.caravan.usage.UsageRecord.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Prices and books what a call took: at once for a whole answer or a failure, at its end for a stream. */
@Component
public class UsageMeter {

    private static final String COST = "Caravan-Cost";

    private final Billing billing;
    private final UsageLedger ledger;

    public UsageMeter(Billing billing, UsageLedger ledger) {
        this.billing = billing;
        this.ledger = ledger;
    }

    /** Settles the exchange, which may hold an answer or an exception; one that never had a provider is not booked. */
    public void settle(Exchange exchange) {
        ExchangeVariables.routed(exchange).ifPresent(routed -> settle(exchange, routed));
    }

    private void settle(Exchange exchange, Routed routed) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure != null) {
            Outcome outcome = Outcomes.of(Failures.failure(failure, exchange));
            Optional<Usage> used = ExchangeVariables.used(exchange).map(usage -> billing.bill(routed, usage));
            book(exchange, routed, outcome, used, Optional.empty());
            return;
        }
        switch (exchange.getMessage().getBody()) {
            case ChatResponse response -> {
                ChatResponse billed = billing.bill(routed, response);
                answer(exchange, routed, billed, billed.usage());
            }
            case EmbeddingResponse response -> {
                EmbeddingResponse billed = billing.bill(routed, response);
                answer(exchange, routed, billed, billed.usage());
            }
            case ChatStream stream -> exchange.getMessage().setBody(metered(stream, exchange, routed));
            default -> throw new IllegalStateException("neither an answer nor a failure");
        }
    }

    private void answer(Exchange exchange, Routed routed, Object billed, Optional<Usage> usage) {
        exchange.getMessage().setBody(billed);
        usage.flatMap(Usage::cost).ifPresent(cost -> exchange.getMessage().setHeader(COST, cost.toString()));
        book(exchange, routed, Outcome.SUCCESS, usage, Optional.empty());
    }

    private ChatStream metered(ChatStream stream, Exchange exchange, Routed routed) {
        Optional<Duration> firstToken = Optional.of(age(exchange));
        return new MeteredStream(
                stream,
                routed,
                billing,
                (outcome, usage) -> book(exchange, routed, outcome, Optional.of(usage), firstToken));
    }

    private void book(
            Exchange exchange, Routed routed, Outcome outcome, Optional<Usage> usage, Optional<Duration> firstToken) {
        ledger.book(new UsageRecord(
                ExchangeVariables.requestId(exchange),
                routed.provider().id(),
                routed.model(),
                routed.streams(),
                outcome,
                usage,
                age(exchange),
                firstToken));
    }

    private static Duration age(Exchange exchange) {
        return Duration.ofNanos(ExchangeVariables.call(exchange).map(Call::age).orElse(0L));
    }
}
