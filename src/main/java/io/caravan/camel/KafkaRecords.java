package io.caravan.camel;

import io.caravan.kafka.Intake;
import io.caravan.kafka.Outgoing;
import io.caravan.kafka.ReplyTopics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends records, each by a route of its own. */
@Component
@WithKafka
public class KafkaRecords {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRecords.class);
    /** How the names of headers begin that tell Camel's producer what to do, and are nothing for a client to tell. */
    private static final String CONTROL = "kafka.";

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ProducerTemplate producer;
    private final Intake intake;
    private final KafkaPresence presence;
    private final ReplyTopics topics;

    public KafkaRecords(ProducerTemplate producer, Intake intake, KafkaPresence presence, ReplyTopics topics) {
        this.producer = producer;
        this.intake = intake;
        this.presence = presence;
        this.topics = topics;
    }

    /**
     * Sends a record and waits until Kafka has it.
     *
     * @throws KafkaException if Kafka does not take it, or another gateway will send it
     */
    void send(Outgoing record) {
        if (intake.abandoned()) {
            throw new KafkaException("the gateway ends");
        }
        Exchange sent = producer.send("direct:kafka-reply", exchange -> fill(exchange.getMessage(), record));
        if (sent.getException() != null) {
            throw failure(sent.getException());
        }
    }

    /**
     * Sends a record that must not be lost, again and again while Kafka is away.
     *
     * @throws KafkaException if Kafka will never take it, or not before the gateway ends
     */
    void sendSurely(Outgoing record) throws InterruptedException {
        while (true) {
            try {
                send(record);
                return;
            } catch (RetriableException failure) {
                if (hopeless(record)) {
                    throw failure;
                }
                LOG.warn(
                        "a record could not be sent to {}, another try follows: {}",
                        record.address().topic(),
                        failure.toString());
                Thread.sleep(PAUSE);
            }
        }
    }

    /** A topic that a client has named may never be there, though Kafka is. */
    private boolean hopeless(Outgoing record) {
        return intake.stopping() || presence.present() && !topics.own(record.address());
    }

    private static void fill(Message message, Outgoing record) {
        record.headers().forEach((name, value) -> {
            if (!name.startsWith(CONTROL)) {
                message.setHeader(name, value);
            }
        });
        Map<String, Object> headers = message.getHeaders();
        headers.put(KafkaConstants.OVERRIDE_TOPIC, record.address().topic());
        record.address().partition().ifPresent(partition -> headers.put(KafkaConstants.PARTITION_KEY, partition));
        record.key().ifPresent(key -> headers.put(KafkaConstants.KEY, key));
        record.value().ifPresent(message::setBody);
    }

    private static KafkaException failure(Throwable thrown) {
        return Optional.ofNullable(thrown.getCause())
                .or(() -> Optional.of(thrown))
                .filter(KafkaException.class::isInstance)
                .map(KafkaException.class::cast)
                .orElseGet(() -> new KafkaException("the record could not be sent", thrown));
    }
}
