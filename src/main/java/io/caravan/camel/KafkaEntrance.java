package io.caravan.camel;

import io.caravan.kafka.CancelledRequests;
import io.caravan.kafka.Incoming;
import io.caravan.kafka.Intake;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes requests from the consumer's thread, each to a thread of its own. */
@Component
@WithKafka
public class KafkaEntrance {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEntrance.class);

    private final Intake intake;
    private final HttpEntrance http;
    private final KafkaRequests requests;
    private final CancelledRequests cancelled;

    public KafkaEntrance(Intake intake, HttpEntrance http, KafkaRequests requests, CancelledRequests cancelled) {
        this.intake = intake;
        this.http = http;
        this.requests = requests;
        this.cancelled = cancelled;
    }

    /** Takes the exchange's record, which will be answered later. */
    public void take(Exchange exchange) {
        Intake.Ticket ticket = intake.take(record(exchange.getMessage()));
        Thread.ofVirtual().name(ticket.record().place()).start(() -> serve(ticket));
    }

    /** Nobody awaits the answer to the request any longer that the exchange's record names. */
    public void cancel(Exchange exchange) {
        cancelled.cancel(record(exchange.getMessage()));
    }

    private void serve(Intake.Ticket ticket) {
        Incoming record = ticket.record();
        try (ticket) {
            ticket.awaitTurn();
            http.awaitReady();
            requests.answer(record);
            ticket.answered();
        } catch (InterruptedException | IOException | RuntimeException failure) {
            if (intake.abandoned()) {
                return;
            }
            LOG.error("{} stays unanswered, and will come again", record.place(), failure);
        }
    }

    private static Incoming record(Message message) {
        return new Incoming(
                message.getHeader(KafkaConstants.TOPIC, String.class),
                message.getHeader(KafkaConstants.PARTITION, Integer.class),
                message.getHeader(KafkaConstants.OFFSET, Long.class),
                message.getHeader(KafkaConstants.TIMESTAMP, Long.class),
                Optional.ofNullable(message.getHeader(KafkaConstants.KEY, byte[].class)),
                headers(message.getHeader(KafkaConstants.HEADERS, Headers.class)),
                Optional.ofNullable(message.getBody(byte[].class)),
                false);
    }

    /** The headers that have a value, of several with one name the last. */
    static Map<String, byte[]> headers(Headers headers) {
        Map<String, byte[]> bytes = new HashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                bytes.put(header.key(), header.value());
            }
        }
        return bytes;
    }
}
