package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Caravan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Gateways that come and go. */
class KafkaInstancesTest extends KafkaGatewayTest {

    @Test
    void gatewayThatEnds_answersWhatItHasBegunAndBeginsNoMore() throws Exception {
        String topic = "ending";
        BROKER.addTopics(new NewTopic(topic, 1, (short) 1));
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        ConfigurableApplicationContext gateway = gateway(topic);
        String begun = id();
        String later = id();
        ask(topic, begun);
        await(() -> UPSTREAM.requests().size() == 1);
        CompletableFuture<Void> end = CompletableFuture.runAsync(gateway::close, Thread::startVirtualThread);
        Intake intake = gateway.getBean(Intake.class);
        await(intake::stopping);
        ask(topic, later);
        release.countDown();
        end.get(30, TimeUnit.SECONDS);

        assertThat(CALLER.await(begun).header("status")).isEqualTo("200");
        assertThat(CALLER.answers(later)).isEmpty();
        assertThat(committed(topic, new TopicPartition(topic, 0))).isEqualTo(1);
    }

    @Test
    void partitionThatMoves_losesNothing() {
        String topic = "moving";
        BROKER.addTopics(new NewTopic(topic, 2, (short) 1));
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        List<String> ids = Stream.generate(KafkaGatewayTest::id).limit(20).toList();
        try (var _ = gateway(topic)) {
            ids.forEach(id -> ask(topic, id));
            await(() -> UPSTREAM.requests().size() == ids.size());
            try (var _ = gateway(topic)) {
                await(() -> UPSTREAM.requests().size() > ids.size());
                release.countDown();

                ids.forEach(id -> assertThat(CALLER.await(id).header("status")).isEqualTo("200"));
                for (int partition = 0; partition < 2; partition++) {
                    TopicPartition one = new TopicPartition(topic, partition);
                    await(() -> committed(topic, one) == end(one));
                }
            }
        }
    }

    private static ConfigurableApplicationContext gateway(String topic) {
        return new SpringApplicationBuilder(Caravan.class)
                .run(
                        "--server.port=0",
                        "--caravan.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "--caravan.kafka.requests=" + topic,
                        "--caravan.kafka.group=" + topic,
                        "--OPENAI_API_KEY=sk-openai-canary",
                        "--OPENAI_BASE_URL=" + UPSTREAM.url() + "/v1");
    }

    private static void ask(String topic, String id) {
        CALLER.send(topic, Optional.of(id), Optional.of(chat("openai/gpt-4o").getBytes(UTF_8)), "correlationId", id);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
