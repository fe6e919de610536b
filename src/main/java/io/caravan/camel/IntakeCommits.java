package io.caravan.camel;

import io.caravan.kafka.Incoming;
import io.caravan.kafka.Intake;
import io.caravan.kafka.OffsetTracker;
import io.caravan.kafka.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer of requests tells Kafka of each of its partitions: the offset of the oldest record without an answer, and
 * a note on those after it. What the note of whoever had the partition before says is answered is left out.
 */
final class IntakeCommits {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeCommits.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Consumer<Object, Object> consumer;
    private final Intake intake;
    private final Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    IntakeCommits(Consumer<Object, Object> consumer, Intake intake) {
        this.consumer = consumer;
        this.intake = intake;
    }

    /** The records that are to be answered. */
    ConsumerRecords<Object, Object> taken(ConsumerRecords<Object, Object> records) {
        Map<TopicPartition, List<ConsumerRecord<Object, Object>>> taken = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            OffsetTracker tracker =
                    trackers.computeIfAbsent(partition, one -> intake.assigned(one, Progress.unknown()));
            taken.put(
                    partition,
                    records.records(partition).stream()
                            .filter(record -> tracker.take(record.offset()))
                            .filter(record -> !intake.has(Incoming.place(partition, record.offset())))
                            .toList());
        }
        return new ConsumerRecords<>(taken);
    }

    /** Commits what has changed, without waiting for it. */
    void begin() {
        Map<TopicPartition, OffsetAndMetadata> changed = progress(trackers.keySet());
        changed.entrySet().removeAll(committed.entrySet());
        if (changed.isEmpty()) {
            return;
        }
        committed.putAll(changed);
        consumer.commitAsync(changed, (offsets, failure) -> {
            if (failure != null) {
                LOG.debug("the offsets {} could not be committed, and will be later", offsets, failure);
                offsets.keySet().forEach(committed::remove);
            }
        });
    }

    /** Commits everything and waits for it. */
    void finish() {
        finish(trackers.keySet());
    }

    private void finish(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> progress = progress(partitions);
        try {
            if (!progress.isEmpty()) {
                consumer.commitSync(progress, LONGEST);
            }
        } catch (KafkaException failure) {
            LOG.warn("the offsets {} could not be committed, what came after will come again", progress, failure);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> progress(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Optional.ofNullable(trackers.get(partition))
                    .flatMap(OffsetTracker::progress)
                    .ifPresent(one -> all.put(partition, new OffsetAndMetadata(one.committed(), one.note())));
        }
        return all;
    }

    /** The partitions are this consumer's from now on. */
    void assigned(Collection<TopicPartition> partitions) {
        lost(partitions);
        Map<TopicPartition, OffsetAndMetadata> before = before(partitions);
        for (TopicPartition partition : partitions) {
            Progress progress = Optional.ofNullable(before.get(partition))
                    .map(one -> Progress.read(one.offset(), one.metadata()))
                    .orElseGet(Progress::unknown);
            trackers.put(partition, intake.assigned(partition, progress));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> before(Collection<TopicPartition> partitions) {
        try {
            return consumer.committed(Set.copyOf(partitions), LONGEST);
        } catch (KafkaException failure) {
            LOG.warn("it is not known what is answered of {}, which may be answered again", partitions, failure);
            return Map.of();
        }
    }

    /** The partitions will be another consumer's, which begins where this one has come. */
    void revoked(Collection<TopicPartition> partitions) {
        finish(partitions);
        lost(partitions);
    }

    /** The partitions are this consumer's no longer. */
    void lost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            committed.remove(partition);
            Optional.ofNullable(trackers.remove(partition)).ifPresent(tracker -> intake.revoked(partition, tracker));
        }
    }

    /** None of the partitions is this consumer's any longer. */
    void ended() {
        revoked(Set.copyOf(trackers.keySet()));
    }
}
