package io.caravan.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.kafka.Deduplication;
import io.caravan.kafka.Outgoing;
import io.caravan.kafka.Reply;
import io.caravan.kafka.ReplyTopics;
import io.caravan.settings.CaravanSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The topic by which gateways tell each other, and those that come after them, what they have answered to requests that
 * have a name. Each reads all of it, from as far back as answers are kept.
 */
@WithKafka
@Component
public class KafkaAnswers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAnswers.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final KafkaRecords records;
    private final Deduplication earlier;
    private final InstantSource clock;
    private final CaravanSettings.Kafka settings;
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean there;

    public KafkaAnswers(
            KafkaClients clients,
            KafkaRecords records,
            Deduplication earlier,
            InstantSource clock,
            CaravanSettings settings) {
        this.clients = clients;
        this.records = records;
        this.earlier = earlier;
        this.clock = clock;
        this.settings = settings.kafka();
    }

    /** Waits until what was answered before this gateway was started is known, but only once for long. */
    void await() throws InterruptedException {
        if (!read.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("{} has not been read yet: requests may be answered again", settings.answers());
            read.countDown();
        }
    }

    /** Tells all gateways what the answer to a request is. */
    void tell(String request, Reply reply) {
        if (!there) {
            return;
        }
        var address = new ReplyTopics.Address(settings.answers(), Optional.empty());
        try {
            records.send(Outgoing.remembering(request, address, reply));
        } catch (KafkaException refused) {
            LOG.warn("an answer can be given again by this gateway only: {}", refused.toString());
        }
    }

    @Override
    public void start() {
        running = true;
        if (settings.answers().isBlank()) {
            read.countDown();
        } else {
            Thread.ofPlatform().daemon().name("answers").start(this::follow);
        }
    }

    private void follow() {
        while (isRunning()) {
            try (Consumer<Object, Object> consumer = clients.getConsumer(properties())) {
                follow(consumer);
            } catch (KafkaException failure) {
                LOG.warn("{} cannot be read for now: {}", settings.answers(), failure.toString());
                pause();
            }
        }
    }

    private void follow(Consumer<Object, Object> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        goBack(consumer, partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST_QUESTION);
        there = true;
        while (isRunning()) {
            if (read.getCount() > 0 && reached(ends, consumer)) {
                read.countDown();
            }
            consumer.poll(Duration.ofSeconds(1)).forEach(this::remember);
        }
    }

    private static boolean reached(Map<TopicPartition, Long> ends, Consumer<Object, Object> consumer) {
        return ends.entrySet().stream().allMatch(one -> consumer.position(one.getKey()) >= one.getValue());
    }

    /** The topic's partitions, as soon as it has some. */
    private List<TopicPartition> partitions(Consumer<Object, Object> consumer) {
        List<TopicPartition> partitions = List.of();
        while (partitions.isEmpty() && isRunning()) {
            partitions = consumer.partitionsFor(settings.answers(), LONGEST_QUESTION).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                if (read.getCount() > 0) {
                    LOG.info("there is no topic {} yet: gateways remember their own answers only", settings.answers());
                    read.countDown();
                }
                pause();
            }
        }
        return partitions;
    }

    private void goBack(Consumer<Object, Object> consumer, List<TopicPartition> partitions) {
        long since = clock.millis() - settings.dedupeWindow().toMillis();
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> since)), LONGEST_QUESTION);
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    private void remember(ConsumerRecord<Object, Object> record) {
        if (record.key() instanceof byte[] request && record.value() instanceof byte[] value) {
            earlier.remember(new String(request, UTF_8), Reply.kept(KafkaEntrance.headers(record.headers()), value));
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return properties;
    }

    private void pause() {
        try {
            boolean _ = end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        end.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
