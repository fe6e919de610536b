package io.caravan.camel;

import io.caravan.kafka.Intake;
import io.caravan.settings.CaravanSettings;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether Kafka answers, told by what its brokers have sent: consumers hear from them every few seconds. */
@WithKafka
@Component("kafkaHealthIndicator")
public class KafkaPresence implements HealthIndicator {

    private static final long SILENCE = Duration.ofSeconds(15).toNanos();
    private static final long LOOK = Duration.ofSeconds(1).toNanos();
    private static final String AWAY = "no broker answers";
    private static final String RECEIVED = "incoming-byte-total";
    private static final String OF_CLIENT = "consumer-metrics";

    private final CaravanSettings.Kafka settings;
    private final Intake intake;
    private volatile long looked = System.nanoTime() - LOOK;
    private volatile long heard = System.nanoTime() - SILENCE;
    private volatile double received;
    private volatile String silence = AWAY;

    public KafkaPresence(CaravanSettings settings, Intake intake) {
        this.settings = settings.kafka();
        this.intake = intake;
    }

    /** Takes note of whether a consumer has heard anything since the last look. */
    void look(Consumer<?, ?> consumer) {
        long now = System.nanoTime();
        if (present() && now - looked < LOOK) {
            return;
        }
        looked = now;
        double sum = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(RECEIVED)
                        && metric.metricName().group().equals(OF_CLIENT))
                .mapToDouble(metric -> metric.metricValue() instanceof Double bytes ? bytes : 0)
                .sum();
        if (sum > 0 && sum != received) {
            received = sum;
            heard = now;
            silence = AWAY;
        }
    }

    /** Takes note of why the brokers do not serve the gateway though they are there. */
    void refused(ApiException failure) {
        silence = failure instanceof AuthenticationException
                ? "the brokers do not let the gateway in"
                : "the brokers do not permit the gateway to read";
        heard = System.nanoTime() - SILENCE;
    }

    /** Whether brokers have answered lately. */
    boolean present() {
        return System.nanoTime() - heard < SILENCE;
    }

    @Override
    public Health health() {
        Health.Builder health = present() ? Health.up() : Health.down().withDetail("reason", silence);
        return health.withDetail("requests", settings.requests())
                .withDetail("inFlight", intake.size())
                .build();
    }
}
