package io.caravan.kafka;

import io.caravan.settings.CaravanSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the entrance by Kafka is set up. */
@Configuration
class KafkaConfiguration {

    @Bean
    Intake intake(CaravanSettings settings) {
        return new Intake(settings.kafka().maxInFlight());
    }

    @Bean
    ReplyTopics replyTopics(CaravanSettings settings) {
        CaravanSettings.Kafka kafka = settings.kafka();
        return new ReplyTopics(kafka.replies(), kafka.deadLetters(), kafka.replyTopics());
    }

    @Bean
    Deduplication deduplication(CaravanSettings settings) {
        return new Deduplication(
                settings.kafka().dedupeWindow(), settings.kafka().dedupeSize().toBytes());
    }

    @Bean
    Readability readability(CaravanSettings settings) {
        return new Readability(settings.limits().body().toBytes());
    }
}
