package io.caravan;

import java.util.stream.Stream;
import org.apache.kafka.common.utils.Exit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The gateway with a Kafka broker of its own at {@code kafka.port}, which {@code ./mvnw spring-boot:test-run} starts. */
@TestConfiguration(proxyBeanMethods = false)
public class CaravanWithKafka {

    private static final int PARTITIONS = 4;
    private static final String[] TOPICS = {"llm.requests", "llm.replies", "llm.cancellations", "llm.requests.dlq"};
    private static final String BROKER = "--caravan.kafka.bootstrap-servers=localhost:${kafka.port:9092}";

    /** Starts both. */
    public static void main(String[] args) {
        String[] settings = Stream.concat(Stream.of(BROKER), Stream.of(args)).toArray(String[]::new);
        SpringApplication.from(Caravan::main).with(CaravanWithKafka.class).run(settings);
    }

    /** Ready before Camel starts, and there until Camel has stopped. */
    @Bean
    EmbeddedKafkaBroker broker(@Value("${kafka.port:9092}") int port) {
        // The broker itself deletes its files when it has stopped. Kafka's own hook would do it while it still runs.
        Exit.setShutdownHookAdder((_, _) -> {});
        return new EmbeddedKafkaKraftBroker(1, PARTITIONS, TOPICS)
                .brokerProperty("listeners", "EXTERNAL://localhost:" + port + ",CONTROLLER://localhost:0");
    }
}
