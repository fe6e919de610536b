package io.caravan.camel;

import io.caravan.kafka.Intake;
import io.caravan.kafka.OffsetTracker;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer of requests does besides what Kafka's own does: it fetches nothing while there is no room, and commits,
 * partition by partition, up to the oldest record that has no answer yet. All of it is done by the thread that polls.
 */
final class IntakeConsumer implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeConsumer.class);
    private static final Duration NO_ROOM = Duration.ofMillis(100);
    private static final Duration NO_RECORDS = Duration.ofMillis(20);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final long COMMIT_PAUSE = Duration.ofMillis(200).toNanos();

    private final Consumer<?, ?> consumer;
    private final Intake intake;
    private final KafkaPresence presence;
    private final Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastCommit = System.nanoTime();
    private boolean held;
    private boolean paused;

    IntakeConsumer(Consumer<?, ?> consumer, Intake intake, KafkaPresence presence) {
        this.consumer = consumer;
        this.intake = intake;
        this.presence = presence;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        switch (method.getName()) {
            case "poll" -> {
                return poll((Duration) given[0]);
            }
            case "subscribe" -> listenToo(given);
            case "unsubscribe" -> commitNow(trackers.keySet());
            case "close" -> {
                commitNow(trackers.keySet());
                forget(Map.copyOf(trackers).keySet());
            }
            case "pause" -> paused = true;
            case "resume" -> paused = false;
            default -> {}
        }
        try {
            return method.invoke(consumer, given);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    private ConsumerRecords<?, ?> poll(Duration longest) {
        commitSoon();
        boolean room = room();
        hold(!room);
        ConsumerRecords<?, ?> records = consumer.poll(room ? longest : NO_RECORDS);
        for (ConsumerRecord<?, ?> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            trackers.computeIfAbsent(partition, intake::assigned).begin(record.offset());
        }
        presence.look(consumer);
        return records;
    }

    private boolean room() {
        try {
            return intake.awaitRoom(NO_ROOM);
        } catch (InterruptedException ended) {
            throw new InterruptException(ended);
        }
    }

    private void hold(boolean wanted) {
        if (wanted && !held) {
            consumer.pause(consumer.assignment());
        } else if (held && !wanted && !paused) {
            consumer.resume(consumer.assignment());
        }
        held = wanted;
    }

    private void commitSoon() {
        if (System.nanoTime() - lastCommit < COMMIT_PAUSE) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> moved = moved(trackers.keySet());
        if (!moved.isEmpty()) {
            lastCommit = System.nanoTime();
            consumer.commitAsync(moved, (offsets, failure) -> {
                if (failure != null) {
                    LOG.debug("the offsets {} could not be committed, and will be later", offsets, failure);
                    offsets.keySet().forEach(committed::remove);
                }
            });
        }
    }

    private void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> moved = moved(partitions);
        try {
            if (!moved.isEmpty()) {
                consumer.commitSync(moved, COMMIT);
            }
        } catch (KafkaException failure) {
            LOG.warn("the offsets {} could not be committed, what came after will come again", moved, failure);
        }
    }

    /** What can be committed and is not, which is taken for committed from now on. */
    private Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetTracker tracker = trackers.get(partition);
            OptionalLong offset = tracker == null ? OptionalLong.empty() : tracker.committable();
            if (offset.isPresent() && committed.getOrDefault(partition, -1L) < offset.getAsLong()) {
                committed.put(partition, offset.getAsLong());
                moved.put(partition, new OffsetAndMetadata(offset.getAsLong()));
            }
        }
        return moved;
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            committed.remove(partition);
            OffsetTracker tracker = trackers.remove(partition);
            if (tracker != null) {
                intake.revoked(partition, tracker);
            }
        }
    }

    private void listenToo(Object[] arguments) {
        if (arguments.length == 2 && arguments[1] instanceof ConsumerRebalanceListener listener) {
            arguments[1] = new Listener(listener);
        }
    }

    /** Commits what is answered of a partition before another consumer begins where that ends. */
    private final class Listener implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener next;

        Listener(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitNow(partitions);
            forget(partitions);
            next.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
            next.onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            forget(partitions);
            partitions.forEach(partition -> trackers.put(partition, intake.assigned(partition)));
            if (held) {
                consumer.pause(partitions);
            }
            next.onPartitionsAssigned(partitions);
        }
    }
}
