package io.caravan.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import io.caravan.http.HttpAnswer;
import io.caravan.http.RequestIds;
import io.caravan.kafka.Correlation;
import io.caravan.kafka.Deduplication;
import io.caravan.kafka.Incoming;
import io.caravan.kafka.Outgoing;
import io.caravan.kafka.Readability;
import io.caravan.kafka.Reply;
import io.caravan.kafka.ReplyTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives each request that comes by Kafka its one last word. */
@Component
@WithKafka
public class KafkaRequests {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRequests.class);

    private final KafkaCalls calls;
    private final KafkaRecords records;
    private final ReplyTopics topics;
    private final Deduplication earlier;
    private final KafkaAnswers answers;
    private final Readability readability;
    private final RequestIds ids;
    private final ObjectMapper json;

    public KafkaRequests(
            KafkaCalls calls,
            KafkaRecords records,
            ReplyTopics topics,
            Deduplication earlier,
            KafkaAnswers answers,
            Readability readability,
            RequestIds ids,
            ObjectMapper json) {
        this.calls = calls;
        this.records = records;
        this.topics = topics;
        this.earlier = earlier;
        this.answers = answers;
        this.readability = readability;
        this.ids = ids;
        this.json = json;
    }

    /** Answers a record, which has its answer when this returns. */
    void answer(Incoming record) throws InterruptedException {
        Optional<GatewayException> objection = readability.objection(record);
        if (objection.isPresent()) {
            refuse(record, objection.get());
            return;
        }
        try {
            ReplyTopics.Address address = topics.of(record);
            deliver(record, address, reply(record, address));
        } catch (GatewayException refused) {
            deliver(record, topics.standard(), error(refused));
        }
    }

    private Reply reply(Incoming record, ReplyTopics.Address address) throws InterruptedException {
        byte[] value = record.value().orElseThrow();
        KafkaChunks chunks = new KafkaChunks(record, address, records);
        Optional<String> request = record.text("requestId").map(id -> Deduplication.key(id, value));
        if (request.isEmpty()) {
            return calls.reply(record, value, chunks);
        }
        answers.await();
        return earlier.reply(request.get(), () -> {
            Reply reply = calls.reply(record, value, chunks);
            if (reply.success()) {
                answers.tell(request.get(), reply);
            }
            return reply;
        });
    }

    private void refuse(Incoming record, GatewayException objection) throws InterruptedException {
        if (Correlation.isTold(record)) {
            deliver(record, address(record), error(objection));
        }
        Map<String, byte[]> headers = new HashMap<>(record.headers());
        headers.put("reason", objection.getMessage().getBytes(UTF_8));
        headers.put("originalTopic", record.topic().getBytes(UTF_8));
        headers.put("originalPartition", String.valueOf(record.partition()).getBytes(UTF_8));
        headers.put("originalOffset", String.valueOf(record.offset()).getBytes(UTF_8));
        bury(new Outgoing(topics.deadLetters(), record.key(), headers, record.value()));
    }

    /** Sends what cannot be read to where such things go; of what is too large for that the headers alone. */
    private void bury(Outgoing dead) throws InterruptedException {
        try {
            records.sendSurely(dead);
        } catch (RecordTooLargeException _) {
            records.sendSurely(new Outgoing(dead.address(), dead.key(), dead.headers(), Optional.empty()));
        }
    }

    private ReplyTopics.Address address(Incoming record) {
        try {
            return topics.of(record);
        } catch (GatewayException _) {
            return topics.standard();
        }
    }

    /** Sends the last word; where its topic does not take it, the topic that is for all gets to know. */
    private void deliver(Incoming record, ReplyTopics.Address address, Reply reply) throws InterruptedException {
        try {
            records.sendSurely(Outgoing.answering(record, address, reply.headers(), reply.value()));
        } catch (KafkaException refused) {
            LOG.warn("the answer to {} cannot be sent to {}", record.place(), address.topic(), refused);
            Reply error = error(undeliverable(address, refused));
            records.sendSurely(Outgoing.answering(record, topics.standard(), error.headers(), error.value()));
        }
    }

    private static GatewayException undeliverable(ReplyTopics.Address address, KafkaException refused) {
        return refused instanceof RecordTooLargeException
                ? new GatewayException(
                        ErrorCode.BODY_TOO_LARGE, "the answer is larger than " + address.topic() + " takes")
                : GatewayException.invalid("replyTopic", "cannot be written to");
    }

    private Reply error(GatewayException failure) {
        HttpAnswer answer = Failures.answer(failure, ErrorForm.GATEWAY, ids.next(), json);
        return Reply.error(answer.status(), answer.headers(), answer.body());
    }
}
