package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.pacing.Gate;
import io.caravan.pacing.Gates;
import io.caravan.provider.Routed;
import java.util.HashMap;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How requests that can wait do so while their provider answers that there are too many. */
@Component
public class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final Gates gates;

    public Patience(Gates gates) {
        this.gates = gates;
    }

    /**
     * Waits until the provider may be asked, and keeps in the variable {@code unanswered} that it has to be.
     *
     * @throws GatewayException if that is later than the request can wait
     */
    public void await(Exchange exchange) throws InterruptedException {
        Routed routed = exchange.getMessage().getBody(Routed.class);
        if (!passes(exchange, routed)) {
            throw new GatewayException(
                            ErrorCode.RATE_LIMIT, routed.provider().id() + " does not take more requests for now")
                    .retryAfter(Optional.of(gate(routed).opensIn()).filter(wait -> !wait.isZero()));
        }
        ExchangeVariables.ASKED.set(exchange, routed);
        ExchangeVariables.UNANSWERED.set(exchange, true);
    }

    /** The provider has answered. */
    public void answered(Exchange exchange) {
        ExchangeVariables.pass(exchange).orElseThrow().answered();
        ExchangeVariables.UNANSWERED.set(exchange, false);
    }

    /**
     * Waits until the provider, which has failed, may be asked again, and puts the request into the message once more.
     *
     * @throws GatewayException what it has failed with, if another try is of no use or later than the request can wait
     */
    public void refused(Exchange exchange) throws InterruptedException {
        GatewayException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, GatewayException.class);
        Routed asked = ExchangeVariables.asked(exchange).orElseThrow();
        if (failure.code() != ErrorCode.RATE_LIMIT) {
            throw failure;
        }
        ExchangeVariables.pass(exchange).orElseThrow().refused(failure.retryAfter());
        if (ExchangeVariables.used(exchange).isPresent() || !passes(exchange, asked)) {
            throw failure;
        }
        LOG.debug(
                "{} asks {} again",
                ExchangeVariables.requestId(exchange),
                asked.provider().id());
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        exchange.getMessage().setHeaders(new HashMap<>());
        exchange.getMessage().setBody(asked);
    }

    private boolean passes(Exchange exchange, Routed routed) throws InterruptedException {
        Call call = ExchangeVariables.call(exchange).orElseThrow();
        Gate gate = gate(routed);
        call.onCancel(gate::wake);
        Optional<Gate.Pass> pass =
                gate.pass(call.patience(), () -> call.cancelled().isPresent());
        pass.ifPresent(one -> {
            ExchangeVariables.PASS.set(exchange, one);
            call.onEnd(one::ended);
        });
        return pass.isPresent();
    }

    private Gate gate(Routed routed) {
        return gates.to(routed.provider().id());
    }
}
