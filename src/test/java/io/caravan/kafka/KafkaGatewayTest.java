package io.caravan.kafka;

import io.caravan.GatewayTest;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running gateway that takes requests from a real Kafka, few at one time. */
abstract class KafkaGatewayTest extends GatewayTest {

    static final int MOST = 8;
    static final EmbeddedKafkaKraftBroker BROKER = broker();
    static final KafkaCaller CALLER = new KafkaCaller(
            BROKER.getBrokersAsString(), "llm.replies", "llm.replies.mine", "llm.requests.dlq", "secrets");

    private static EmbeddedKafkaKraftBroker broker() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(
                1,
                1,
                "llm.requests",
                "llm.replies",
                "llm.replies.mine",
                "llm.requests.dlq",
                "llm.cancellations",
                "secrets");
        broker.afterPropertiesSet();
        // It ends after those that use it.
        SpringApplication.getShutdownHandlers().add(broker::destroy);
        return broker;
    }

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        registry.add("caravan.kafka.bootstrap-servers", BROKER::getBrokersAsString);
        registry.add("caravan.kafka.max-in-flight", () -> MOST);
        registry.add("caravan.limits.body", () -> "100KB");
    }

    /** A name that no other request has. */
    static String id() {
        return UUID.randomUUID().toString();
    }
}
