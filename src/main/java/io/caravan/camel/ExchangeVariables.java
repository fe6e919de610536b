package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorForm;
import io.caravan.kafka.Operation;
import io.caravan.pacing.Gate;
import io.caravan.provider.GatheredModels;
import io.caravan.provider.Routed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What the gateway knows of an exchange beside its message. Headers are for the wire only. */
enum ExchangeVariables {
    CALL("call"),
    ERROR_FORM("errorForm"),
    ROUTED("routed"),
    ROUTE("route"),
    PATIENT("patient"),
    ASKED("asked"),
    UNANSWERED("unanswered"),
    PASS("pass"),
    STREAM("stream"),
    LISTED("listed"),
    DROPPED("dropped"),
    USED("used"),
    OPERATION("operation"),
    CHUNKS("chunks");

    private final String variable;

    ExchangeVariables(String variable) {
        this.variable = variable;
    }

    void set(Exchange exchange, Object value) {
        exchange.setVariable(variable, value);
    }

    private <T> Optional<T> get(Exchange exchange, Class<T> type) {
        Object value = exchange.getVariable(variable);
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    static Optional<Call> call(Exchange exchange) {
        return CALL.get(exchange, Call.class);
    }

    static ErrorForm errorForm(Exchange exchange) {
        return ERROR_FORM.get(exchange, ErrorForm.class).orElse(ErrorForm.GATEWAY);
    }

    static Optional<Routed> routed(Exchange exchange) {
        return ROUTED.get(exchange, Routed.class);
    }

    /** What the calls for a request took of which a later one failed. */
    static Optional<Usage> used(Exchange exchange) {
        return USED.get(exchange, Usage.class);
    }

    /** The models that a list has so far. */
    static Optional<GatheredModels> listed(Exchange exchange) {
        return LISTED.get(exchange, GatheredModels.class);
    }

    /** The header that names what the provider did not get, none if it got everything. */
    static Map<String, Object> dropped(Exchange exchange) {
        Map<String, Object> headers = new HashMap<>();
        DROPPED.get(exchange, String.class).ifPresent(names -> headers.put("Caravan-Dropped-Params", names));
        return headers;
    }

    /** What a request that came by Kafka asks for. */
    static Operation operation(Exchange exchange) {
        return OPERATION.get(exchange, Operation.class).orElse(Operation.GENERATE);
    }

    /** Where the pieces of an answer go that is not given by HTTP. */
    static Optional<KafkaChunks> chunks(Exchange exchange) {
        return CHUNKS.get(exchange, KafkaChunks.class);
    }

    /** What is asked again until there is an answer. */
    static Optional<Routed> asked(Exchange exchange) {
        return ASKED.get(exchange, Routed.class);
    }

    /** The way to the provider that the request has been given. */
    static Optional<Gate.Pass> pass(Exchange exchange) {
        return PASS.get(exchange, Gate.Pass.class);
    }

    static String requestId(Exchange exchange) {
        return call(exchange).map(Call::id).orElseGet(exchange::getExchangeId);
    }
}
