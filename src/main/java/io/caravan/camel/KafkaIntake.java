package io.caravan.camel;

import io.caravan.kafka.CancelledRequests;
import io.caravan.kafka.Intake;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the consumers of requests, which take no more than there is room for and commit what is answered. When the
 * application ends, it waits before all else for what is under way.
 */
@WithKafka
@Component
public class KafkaIntake implements KafkaClientFactory, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
    /** The part of the time that is left for what ends afterwards. */
    private static final int RESERVE = 6;

    private final KafkaClients clients;
    private final Intake intake;
    private final KafkaPresence presence;
    private final CancelledRequests cancelled;
    private final Duration longestEnd;
    private volatile boolean running;

    public KafkaIntake(
            KafkaClients clients,
            Intake intake,
            KafkaPresence presence,
            CancelledRequests cancelled,
            LifecycleProperties lifecycle) {
        this.clients = clients;
        this.intake = intake;
        this.presence = presence;
        this.cancelled = cancelled;
        Duration phase = lifecycle.getTimeoutPerShutdownPhase();
        this.longestEnd = phase.minus(phase.dividedBy(RESERVE));
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        Consumer<Object, Object> consumer = clients.getConsumer(properties);
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new IntakeConsumer(consumer, intake, presence));
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        return clients.getProducer(properties);
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return clients.getBrokers(configuration);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            if (!intake.drain(longestEnd)) {
                LOG.warn("{} requests from Kafka are left unanswered, and will come again", intake.size());
                cancelled.cancelAll();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before everything else. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
