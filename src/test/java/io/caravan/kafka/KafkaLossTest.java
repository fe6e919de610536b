package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.GatewayTest;
import io.caravan.call.Calls;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that goes away, and comes back. */
class KafkaLossTest extends GatewayTest {

    private static final TopicPartition REQUESTS = new TopicPartition("llm.requests", 0);

    private final TestBroker broker =
            TestBroker.start("llm.requests", "llm.replies", "llm.cancellations", "llm.requests.dlq");
    private final KafkaCaller caller = new KafkaCaller(broker.address(), "llm.replies");
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() throws IOException {
        release.countDown();
        caller.close();
        broker.close();
    }

    @Test
    void brokerThatComesBackInMidRun_getsEveryAnswer() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, OPENAI_ANSWER));
        UPSTREAM.always(connection -> {
            release.await();
            connection.json(200, OPENAI_ANSWER);
        });
        try (SecondGateway gateway = SecondGateway.start(
                broker.address(),
                UPSTREAM.url(),
                "caravan.kafka.properties.request.timeout.ms=2000",
                "caravan.kafka.properties.delivery.timeout.ms=3000")) {
            assertAnswered(ask());
            List<String> ids = Stream.generate(this::ask).limit(20).toList();
            await().until(() -> gateway.part(Calls.class).size() == ids.size());

            broker.stop();
            release.countDown();

            assertThat(gateway.status(chat("openai/gpt-4o"))).isEqualTo(200);
            await().until(() -> gateway.part(Calls.class).size() == 0);
            await().until(() -> kafka(gateway).path("status").textValue().equals("DOWN"));
            assertThat(kafka(gateway).at("/details/reason").textValue()).isEqualTo("no broker answers");
            assertThat(kafka(gateway).at("/details/inFlight").intValue()).isEqualTo(ids.size());
            for (String probe : List.of("/liveness", "/readiness")) {
                assertThat(gateway.health(probe).path("status").textValue()).isEqualTo("UP");
            }

            broker.start();

            ids.forEach(this::assertAnswered);
            assertAnswered(ask());
            await().until(() -> kafka(gateway).path("status").textValue().equals("UP"));
            await().until(() -> broker.committed("caravan", REQUESTS) == broker.end(REQUESTS));
        }
    }

    @Test
    void brokerThatComesLate_isFound() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        String id = ask();
        broker.stop();
        try (SecondGateway gateway = SecondGateway.start(broker.address(), UPSTREAM.url())) {
            assertThat(gateway.status(chat("openai/gpt-4o"))).isEqualTo(200);
            assertThat(kafka(gateway).path("status").textValue()).isEqualTo("DOWN");

            broker.start();

            assertAnswered(id);
            await().until(() -> kafka(gateway).path("status").textValue().equals("UP"));
        }
    }

    private String ask() {
        String id = UUID.randomUUID().toString();
        caller.ask(id, chat("openai/gpt-4o"));
        return id;
    }

    private void assertAnswered(String id) {
        assertThat(caller.awaitAll(id))
                .allSatisfy(answer -> assertThat(answer.header("status")).isEqualTo("200"));
    }

    private static JsonNode kafka(SecondGateway gateway) throws IOException, InterruptedException {
        return gateway.health("").at("/components/kafka");
    }
}
