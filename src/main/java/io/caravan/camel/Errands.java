package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.call.Calls;
import io.caravan.call.Timeouts;
import io.caravan.provider.Routed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * Short calls to providers that belong to no single request of a client's: each runs a route on a thread of its own,
 * and does not end when the client leaves that was the reason for it.
 */
@Component
public class Errands {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Timeouts TIMEOUTS = new Timeouts(LONGEST, LONGEST, LONGEST);

    private final ProducerTemplate producer;
    private final Calls calls;

    public Errands(ProducerTemplate producer, Calls calls) {
        this.producer = producer;
        this.calls = calls;
    }

    /**
     * Begins an errand.
     *
     * @param body what the route of that name is given
     * @param answer what it makes of that
     */
    <T> CompletableFuture<T> run(String route, Routed routed, Object body, Class<T> answer) {
        return run(route, routed, body, answer, TIMEOUTS);
    }

    /** Begins an errand that may take longer than most. */
    <T> CompletableFuture<T> run(String route, Routed routed, Object body, Class<T> answer, Timeouts timeouts) {
        String client = Call.current().map(Call::id).orElse("errand");
        Call errand = calls.begin(client + "/" + route, timeouts);
        return CompletableFuture.supplyAsync(
                        () -> ScopedValue.where(Call.CURRENT, errand)
                                .call(() -> answer.cast(ask(route, errand, routed, body))),
                        Thread::startVirtualThread)
                .whenComplete((_, _) -> calls.end(errand));
    }

    private Object ask(String route, Call errand, Routed routed, Object body) {
        Exchange exchange = producer.send("direct:" + route, begun -> {
            ExchangeVariables.CALL.set(begun, errand);
            ExchangeVariables.ROUTED.set(begun, routed);
            begun.getMessage().setBody(body);
        });
        if (exchange.getException() != null) {
            throw Failures.failure(exchange.getException(), exchange);
        }
        return exchange.getMessage().getBody();
    }
}
