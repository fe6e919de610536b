package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.provider.Routed;
import io.caravan.usage.MeteredStream;
import io.caravan.usage.Outcomes;
import io.caravan.usage.UsageLedger;
import io.caravan.usage.UsageRecord;
import io.caravan.usage.UsageRecord.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Books what a call took: at once for a whole answer or a failure, at its end for a stream. */
@Component
public class UsageMeter {

    private final UsageLedger ledger;

    public UsageMeter(UsageLedger ledger) {
        this.ledger = ledger;
    }

    /** Books the exchange, which may hold an answer or an exception; one that never had a provider is not booked. */
    public void settle(Exchange exchange) {
        ExchangeVariables.routed(exchange).ifPresent(routed -> settle(exchange, routed));
    }

    private void settle(Exchange exchange, Routed routed) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure != null) {
            book(
                    exchange,
                    routed,
                    Outcomes.of(Failures.failure(failure, exchange)),
                    ExchangeVariables.used(exchange),
                    Optional.empty());
            return;
        }
        switch (exchange.getMessage().getBody()) {
            case ChatResponse response -> book(exchange, routed, Outcome.SUCCESS, response.usage(), Optional.empty());
            case EmbeddingResponse response ->
                book(exchange, routed, Outcome.SUCCESS, response.usage(), Optional.empty());
            case ChatStream stream -> exchange.getMessage().setBody(metered(stream, exchange, routed));
            default -> throw new IllegalStateException("neither an answer nor a failure");
        }
    }

    private ChatStream metered(ChatStream stream, Exchange exchange, Routed routed) {
        Optional<Duration> firstToken = Optional.of(age(exchange));
        return new MeteredStream(stream, (outcome, usage) -> book(exchange, routed, outcome, usage, firstToken));
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
