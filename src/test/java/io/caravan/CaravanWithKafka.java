package io.caravan;

import io.caravan.kafka.TestBroker;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The gateway with a Kafka broker of its own at {@code kafka.port}, which {@code ./mvnw spring-boot:test-run} starts. */
@TestConfiguration(proxyBeanMethods = false)
public class CaravanWithKafka {

    private static final int PARTITIONS = 4;
    private static final List<String> TOPICS =
            List.of("llm.requests", "llm.replies", "llm.cancellations", "llm.requests.dlq", "llm.answers");
    private static final List<String> SETTINGS = List.of(
            "--caravan.kafka.bootstrap-servers=localhost:${kafka.port:9092}", "--caravan.environment-file=.env");

    /** Starts both. */
    public static void main(String[] args) {
        String[] settings = Stream.concat(SETTINGS.stream(), Stream.of(args)).toArray(String[]::new);
        SpringApplication.from(Caravan::main).with(CaravanWithKafka.class).run(settings);
    }

    /** Ready before Camel starts, and there until Camel has stopped. */
    @Bean
    TestBroker broker(@Value("${kafka.port:9092}") int port) {
        TestBroker broker = new TestBroker(port);
        broker.add(TOPICS.stream()
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toArray(NewTopic[]::new));
        return broker;
    }
}
