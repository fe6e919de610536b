package io.caravan.camel;

import io.caravan.settings.CaravanSettings;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.stereotype.Component;

/** Makes Kafka's own clients, with the properties that the operator has set for them. */
@WithKafka
@Component
public class KafkaClients implements KafkaClientFactory {

    private final CaravanSettings.Kafka settings;

    public KafkaClients(CaravanSettings settings) {
        this.settings = settings.kafka();
    }

    @Override
    public Producer<Object, Object> getProducer(Properties properties) {
        return new KafkaProducer<>(complete(properties));
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties properties) {
        return new KafkaConsumer<>(complete(properties));
    }

    private Properties complete(Properties properties) {
        Properties all = new Properties();
        all.putAll(properties);
        all.putAll(settings.properties());
        return all;
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return settings.bootstrapServers();
    }
}
