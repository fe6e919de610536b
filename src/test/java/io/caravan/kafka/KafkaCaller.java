package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client of the gateway that asks and is answered by Kafka, and keeps all that ever came back. */
final class KafkaCaller implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** A record that came back. */
    record Answer(String topic, Optional<String> key, Map<String, String> headers, String value) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean last() {
            return !header("event").equals("chunk");
        }
    }

    KafkaCaller(String brokers, String... topics) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer());
        Thread.ofPlatform().daemon().name("caller").start(() -> listen(brokers, topics));
    }

    private void listen(String brokers, String... topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    Stream.of(topics).map(topic -> new TopicPartition(topic, 0)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!ended) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> answers.add(answer(record)));
            }
        }
    }

    private static Answer answer(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return new Answer(
                record.topic(),
                Optional.ofNullable(record.key()).map(bytes -> new String(bytes, UTF_8)),
                headers,
                record.value() == null ? "" : new String(record.value(), UTF_8));
    }

    /** Sends a record with headers, each a name and a value. */
    void send(String topic, Optional<String> key, Optional<byte[]> value, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, key.map(text -> text.getBytes(UTF_8)).orElse(null), value.orElse(null));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        var _ = producer.send(record);
        producer.flush();
    }

    /** Sends a request that is known by that id. */
    void ask(String correlationId, String body, String... headers) {
        String[] all = Stream.concat(Stream.of("correlationId", correlationId), Stream.of(headers))
                .toArray(String[]::new);
        send("llm.requests", Optional.empty(), Optional.of(body.getBytes(UTF_8)), all);
    }

    /** All that has come back under that id so far. */
    List<Answer> answers(String correlationId) {
        return answers.stream()
                .filter(answer -> answer.header("correlationId").equals(correlationId))
                .toList();
    }

    /** All that has come back to a topic so far. */
    List<Answer> at(String topic) {
        return answers.stream().filter(answer -> answer.topic().equals(topic)).toList();
    }

    /** All that comes back under that id, until the last word. */
    List<Answer> awaitAll(String correlationId) {
        Waiting.await().until(() -> answers(correlationId).stream().anyMatch(Answer::last));
        return answers(correlationId);
    }

    /** The last word on a request. */
    Answer await(String correlationId) {
        return awaitAll(correlationId).getLast();
    }

    /** Does not wait for a broker that is gone. */
    @Override
    public void close() {
        ended = true;
        producer.close(Duration.ZERO);
    }
}
