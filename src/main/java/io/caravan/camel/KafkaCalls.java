package io.caravan.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Call;
import io.caravan.call.Calls;
import io.caravan.call.CancelReason;
import io.caravan.call.Timeouts;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import io.caravan.http.BodyMemory;
import io.caravan.http.HttpAnswer;
import io.caravan.http.RequestBodies;
import io.caravan.http.RequestIds;
import io.caravan.kafka.CancelledRequests;
import io.caravan.kafka.Deadline;
import io.caravan.kafka.Incoming;
import io.caravan.kafka.Operation;
import io.caravan.kafka.Reply;
import io.caravan.provider.Routed;
import io.caravan.settings.CaravanSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The calls that are made for requests by Kafka, each through the same pipeline as those by HTTP. */
@Component
@WithKafka
public class KafkaCalls {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCalls.class);

    private final ProducerTemplate producer;
    private final Calls calls;
    private final RequestBodies bodies;
    private final RequestIds ids;
    private final ObjectMapper json;
    private final Deadline deadline;
    private final CancelledRequests cancelled;
    private final CaravanSettings.Timeouts timeouts;
    private final Duration patience;

    public KafkaCalls(
            ProducerTemplate producer,
            Calls calls,
            RequestBodies bodies,
            RequestIds ids,
            ObjectMapper json,
            Deadline deadline,
            CancelledRequests cancelled,
            CaravanSettings settings) {
        this.producer = producer;
        this.calls = calls;
        this.bodies = bodies;
        this.ids = ids;
        this.json = json;
        this.deadline = deadline;
        this.cancelled = cancelled;
        this.timeouts = settings.timeouts();
        this.patience = settings.kafka().patience();
    }

    /** What the pipeline makes of a request; pieces of a streamed answer go ahead. */
    Reply reply(Incoming record, byte[] value, KafkaChunks chunks) {
        String id = ids.next();
        try (BodyMemory.Share share = bodies.share()) {
            share.upTo(value.length);
            Call call = calls.begin(id, timeouts(record));
            try (var _ = cancelled.watch(record, () -> call.cancel(CancelReason.CLIENT_GONE))) {
                return ScopedValue.where(Call.CURRENT, call).call(() -> ask(record, value, call, chunks));
            } finally {
                calls.end(call);
            }
        } catch (GatewayException refused) {
            return error(Failures.answer(refused, ErrorForm.GATEWAY, id, json), chunks);
        }
    }

    private Timeouts timeouts(Incoming record) {
        Duration total = deadline.within(record, timeouts.total());
        return new Timeouts(timeouts.firstToken(), timeouts.idle(), total, patience);
    }

    private Reply ask(Incoming record, byte[] value, Call call, KafkaChunks chunks) {
        if (call.cancelled().isPresent()) {
            throw new GatewayException(ErrorCode.CANCELLED, "the request was cancelled before it was begun");
        }
        Optional<Operation> operation = record.text("operation").map(Operation::named);
        Exchange exchange = producer.send("direct:kafka-request", begun -> {
            ExchangeVariables.CALL.set(begun, call);
            ExchangeVariables.CHUNKS.set(begun, chunks);
            ExchangeVariables.PATIENT.set(begun, call.patient());
            operation.ifPresent(one -> ExchangeVariables.OPERATION.set(begun, one));
            begun.getMessage().setBody(value);
        });
        if (exchange.getException() == null) {
            switch (exchange.getMessage().getBody()) {
                case HttpAnswer answer -> {
                    return error(answer, chunks);
                }
                case byte[] whole -> {
                    return numbered(Reply.done(headers(exchange), whole), chunks);
                }
                default -> {}
            }
        }
        LOG.error("{} failed", call.id(), exchange.getException());
        GatewayException failure = new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request");
        return error(Failures.answer(failure, ErrorForm.GATEWAY, call.id(), json), chunks);
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (name.startsWith("Caravan-")) {
                headers.put(name, String.valueOf(value));
            }
        });
        Optional<Routed> routed = ExchangeVariables.routed(exchange);
        routed.ifPresent(to -> {
            headers.put("provider", to.provider().id());
            headers.put("model", to.model());
        });
        return headers;
    }

    private static Reply error(HttpAnswer answer, KafkaChunks chunks) {
        return numbered(Reply.error(answer.status(), answer.headers(), answer.body()), chunks);
    }

    private static Reply numbered(Reply reply, KafkaChunks chunks) {
        return chunks.next().isPresent()
                ? reply.with("seq", String.valueOf(chunks.next().getAsInt()))
                : reply;
    }
}
