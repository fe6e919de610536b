package io.caravan.camel;

import io.caravan.kafka.Intake;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer of requests does besides what Kafka's own does: it fetches nothing while there is no room, and commits
 * what is answered. All of it is done by the thread that polls.
 */
final class IntakeConsumer implements InvocationHandler {

    private static final Duration NO_ROOM = Duration.ofMillis(100);
    private static final Duration NO_RECORDS = Duration.ofMillis(20);
    private static final long COMMIT_PAUSE = Duration.ofMillis(200).toNanos();

    private final Consumer<Object, Object> consumer;
    private final Intake intake;
    private final KafkaPresence presence;
    private final IntakeCommits commits;
    private long lastCommit = System.nanoTime();
    private boolean held;
    private boolean paused;

    IntakeConsumer(Consumer<Object, Object> consumer, Intake intake, KafkaPresence presence) {
        this.consumer = consumer;
        this.intake = intake;
        this.presence = presence;
        this.commits = new IntakeCommits(consumer, intake);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        switch (method.getName()) {
            case "poll" -> {
                return poll((Duration) given[0]);
            }
            case "subscribe" -> listenToo(given);
            case "unsubscribe" -> commits.finish();
            case "close" -> commits.ended();
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

    private ConsumerRecords<Object, Object> poll(Duration longest) {
        if (System.nanoTime() - lastCommit >= COMMIT_PAUSE) {
            commit();
        }
        boolean room = room();
        hold(!room);
        ConsumerRecords<Object, Object> polled = fetched(room ? longest : NO_RECORDS);
        if (intake.stopping()) {
            return ConsumerRecords.empty();
        }
        ConsumerRecords<Object, Object> records = commits.taken(polled);
        if (!records.isEmpty()) {
            // Should this process be killed, another has to know which records may have been answered.
            commit();
        }
        presence.look(consumer);
        return records;
    }

    private ConsumerRecords<Object, Object> fetched(Duration longest) {
        try {
            return consumer.poll(longest);
        } catch (AuthenticationException | AuthorizationException refused) {
            presence.refused(refused);
            throw refused;
        }
    }

    private void commit() {
        commits.begin();
        lastCommit = System.nanoTime();
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
            commits.revoked(partitions);
            next.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            commits.lost(partitions);
            next.onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            commits.assigned(partitions);
            if (held) {
                consumer.pause(partitions);
            }
            next.onPartitionsAssigned(partitions);
        }
    }
}
