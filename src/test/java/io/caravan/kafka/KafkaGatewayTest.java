package io.caravan.kafka;

import io.caravan.GatewayTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The one running gateway that takes requests from a real Kafka, few at one time. */
@Import(RecordedSteps.class)
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
        for (String provider : List.of("GROQ", "MISTRAL", "TOGETHER", "FIREWORKS", "NVIDIA")) {
            registry.add(provider + "_API_KEY", () -> "sk-canary");
            registry.add(provider + "_BASE_URL", () -> UPSTREAM.url() + "/v1");
        }
    }

    /** A name that no other request has. */
    static String id() {
        return UUID.randomUUID().toString();
    }

    /** The offset that a group has committed. */
    static long committed(String group, TopicPartition partition) {
        return BROKER.doWithAdminFunction(admin -> {
            try {
                var offset = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
                return offset == null ? 0L : offset.offset();
            } catch (InterruptedException | ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** The offset that the next record will have. */
    static long end(TopicPartition partition) {
        return BROKER.doWithAdminFunction(admin -> {
            try {
                return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
            } catch (InterruptedException | ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
