package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Gateways that come and go. */
class KafkaInstancesTest extends KafkaGatewayTest {

    @Test
    void gatewayThatEnds_answersWhatItHasBegunAndBeginsNoMore() throws Exception {
        String topic = "ending";
        BROKER.add(TestBroker.topic(topic));
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        SecondGateway gateway = gateway(topic);
        String begun = id();
        String later = id();
        ask(topic, begun);
        await().until(() -> UPSTREAM.requests().size() == 1);
        CompletableFuture<Void> end = CompletableFuture.runAsync(gateway::close, Thread::startVirtualThread);
        Intake intake = gateway.part(Intake.class);
        // For longer than the consumer asks Kafka at a time.
        await().during(Duration.ofMillis(500)).until(intake::stopping);
        ask(topic, later);
        release.countDown();
        end.get(30, TimeUnit.SECONDS);

        assertThat(CALLER.await(begun).header("status")).isEqualTo("200");
        assertThat(CALLER.answers(later)).isEmpty();
        assertThat(BROKER.committed(topic, new TopicPartition(topic, 0))).isEqualTo(1);
    }

    @Test
    void gatewayThatCannotWait_leavesTheAnswerToItsSuccessor() {
        String topic = "leaving";
        BROKER.add(TestBroker.topic(topic));
        CompletableFuture<Duration> closed = new CompletableFuture<>();
        UPSTREAM.next(connection -> closed.complete(connection.awaitClose(Duration.ofSeconds(20))));
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String id = id();
        try (var _ = gateway(topic, "spring.lifecycle.timeout-per-shutdown-phase=1s")) {
            ask(topic, id);
            await().until(() -> UPSTREAM.requests().size() == 1);
        }
        assertThat(closed).succeedsWithin(Duration.ofSeconds(5));
        assertThat(BROKER.committed(topic, new TopicPartition(topic, 0))).isZero();

        try (var _ = gateway(topic)) {
            assertThat(CALLER.await(id).header("status")).isEqualTo("200");
            assertThat(CALLER.await(id).header("redelivered")).isEqualTo("true");
        }
        assertThat(CALLER.answers(id)).hasSize(1);
    }

    @Test
    void requestThatComesAgain_getsTheSameAnswerFromAnotherGatewayAndFromASuccessor() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, OPENAI_ANSWER));
        Stream.of("naming-one", "naming-two", "naming.answers")
                .map(TestBroker::topic)
                .forEach(BROKER::add);
        String name = id();
        String key = Deduplication.key(name, chat("openai/gpt-4o").getBytes(UTF_8));
        try (var other = gateway("naming-two", "caravan.kafka.answers=naming.answers")) {
            try (var _ = gateway("naming-one", "caravan.kafka.answers=naming.answers")) {
                sendStrangeAnswer("naming.answers");
                String first = id();
                ask("naming-one", first, "requestId", name);
                String answer = CALLER.await(first).value();
                await().until(() -> other.part(Deduplication.class)
                        .reply(key, () -> Reply.error(404, Map.of(), new byte[0]))
                        .success());
                String second = id();
                ask("naming-two", second, "requestId", name);

                assertThat(CALLER.await(second).value()).isEqualTo(answer);
                assertThat(CALLER.await(second).header("redelivered")).isEqualTo("true");
            }
        }
        try (var _ = gateway("naming-one", "caravan.kafka.answers=naming.answers")) {
            String third = id();
            ask("naming-one", third, "requestId", name);

            assertThat(CALLER.await(third).header("redelivered")).isEqualTo("true");
            assertThat(CALLER.await(third).header("status")).isEqualTo("200");
        }
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void callsThatTakeLongerThanThePollInterval_keepTheGatewayInItsGroup() {
        String topic = "slow";
        BROKER.add(TestBroker.topic(topic));
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        List<String> ids = Stream.generate(KafkaGatewayTest::id).limit(6).toList();
        try (var _ =
                gateway(topic, "caravan.kafka.max-in-flight=2", "caravan.kafka.properties.max.poll.interval.ms=1000")) {
            ids.forEach(id -> ask(topic, id));
            await().until(() -> UPSTREAM.requests().size() == 2);
            await().during(Duration.ofSeconds(3)).until(() -> BROKER.members(topic) == 1);
            release.countDown();

            ids.forEach(id -> assertThat(CALLER.await(id).header("redelivered")).isEmpty());
            TopicPartition partition = new TopicPartition(topic, 0);
            await().until(() -> BROKER.committed(topic, partition) == BROKER.end(partition));
        }
        ids.forEach(id -> assertThat(CALLER.answers(id)).hasSize(1));
        assertThat(UPSTREAM.requests()).hasSameSizeAs(ids);
    }

    @Test
    void partitionThatMoves_losesNothing() {
        String topic = "moving";
        BROKER.add(new NewTopic(topic, 2, (short) 1));
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        List<String> ids = Stream.generate(KafkaGatewayTest::id).limit(20).toList();
        try (var _ = gateway(topic)) {
            ids.forEach(id -> ask(topic, id));
            await().until(() -> UPSTREAM.requests().size() == ids.size());
            try (var _ = gateway(topic)) {
                await().until(() -> UPSTREAM.requests().size() > ids.size());
                release.countDown();

                ids.forEach(id -> assertThat(CALLER.await(id).header("status")).isEqualTo("200"));
                for (int partition = 0; partition < 2; partition++) {
                    TopicPartition one = new TopicPartition(topic, partition);
                    await().until(() -> BROKER.committed(topic, one) == BROKER.end(one));
                }
            }
        }
    }

    /** A record that no gateway would write: one of its headers has no value. */
    private static void sendStrangeAnswer(String topic) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.address()), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> strange = new ProducerRecord<>(topic, new byte[1], new byte[1]);
            strange.headers().add("status", null);
            producer.send(strange).get();
        }
    }

    private static SecondGateway gateway(String topic, String... settings) {
        Stream<String> own = Stream.of("caravan.kafka.requests=" + topic, "caravan.kafka.group=" + topic);
        return SecondGateway.start(
                BROKER.address(),
                UPSTREAM.url(),
                Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
    }

    private static void ask(String topic, String id, String... headers) {
        String[] all = Stream.concat(Stream.of("correlationId", id), Stream.of(headers))
                .toArray(String[]::new);
        CALLER.send(topic, Optional.of(id), Optional.of(chat("openai/gpt-4o").getBytes(UTF_8)), all);
    }
}
