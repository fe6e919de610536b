package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaIntakeTest extends KafkaGatewayTest {

    private static final TopicPartition REQUESTS = new TopicPartition("llm.requests", 0);

    @Test
    void slowRequest_holdsUpNoOtherAndIsNotCommittedOver() {
        await().until(() -> BROKER.committed("caravan", REQUESTS) == BROKER.end(REQUESTS));
        long before = BROKER.end(REQUESTS);
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.next(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String slow = id();
        CALLER.ask(slow, chat("openai/gpt-4o"));
        await().until(() -> UPSTREAM.requests().size() == 1);
        List<String> others = Stream.generate(KafkaGatewayTest::id).limit(10).toList();
        others.forEach(id -> CALLER.ask(id, chat("openai/gpt-4o")));

        others.forEach(id -> assertThat(CALLER.await(id).header("status")).isEqualTo("200"));
        assertThat(CALLER.answers(slow)).isEmpty();
        await().during(Duration.ofMillis(600)).until(() -> BROKER.committed("caravan", REQUESTS) == before);

        release.countDown();
        assertThat(CALLER.await(slow).header("status")).isEqualTo("200");
        await().until(() -> BROKER.committed("caravan", REQUESTS) == before + 11);
    }

    @Test
    void requests_areWorkedOnUpToTheMost() {
        CountDownLatch release = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        List<String> ids = Stream.generate(KafkaGatewayTest::id).limit(100).toList();
        ids.forEach(id -> CALLER.ask(id, chat("openai/gpt-4o")));

        await().until(() -> UPSTREAM.requests().size() == MOST);
        await().during(Duration.ofMillis(600)).until(() -> UPSTREAM.requests().size() == MOST);

        release.countDown();
        ids.forEach(id -> assertThat(CALLER.awaitAll(id)).hasSize(1));
        await().until(() -> BROKER.committed("caravan", REQUESTS) == BROKER.end(REQUESTS));
        ids.forEach(id -> assertThat(CALLER.answers(id)).hasSize(1));
        assertThat(UPSTREAM.requests()).hasSize(100);
    }
}
