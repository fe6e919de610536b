package io.caravan.kafka;

import io.caravan.GatewayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The one running gateway that takes requests from a real Kafka, few at one time. */
@Import(RecordedSteps.class)
abstract class KafkaGatewayTest extends GatewayTest {

    static final int MOST = 8;
    static final TestBroker BROKER = broker();
    static final KafkaCaller CALLER =
            new KafkaCaller(BROKER.address(), "llm.replies", "llm.replies.mine", "llm.requests.dlq", "secrets");

    private static TestBroker broker() {
        TestBroker broker =
                TestBroker.start("llm.requests", "llm.replies", "llm.replies.mine", "llm.cancellations", "secrets");
        broker.add(TestBroker.topic("llm.requests.dlq").configs(Map.of("max.message.bytes", "300000")));
        // It ends after those that use it.
        SpringApplication.getShutdownHandlers().add(() -> close(broker));
        return broker;
    }

    private static void close(TestBroker broker) {
        try {
            broker.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        registry.add("caravan.kafka.bootstrap-servers", BROKER::address);
        registry.add("caravan.kafka.max-in-flight", () -> MOST);
        registry.add("caravan.kafka.properties.max.block.ms", () -> 2000);
        registry.add("caravan.limits.body", () -> "100KB");
        for (String provider : List.of("GROQ", "MISTRAL", "TOGETHER", "FIREWORKS", "NVIDIA")) {
            registry.add(provider + "_API_KEY", () -> "sk-canary");
            registry.add(provider + "_BASE_URL", () -> UPSTREAM.url() + "/v1");
        }
    }

    /** A name that no other request has. */
    static String id() {
        return UUID.randomUUID().toString();
    }
}
