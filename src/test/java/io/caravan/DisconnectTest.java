package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DisconnectTest extends GatewayTest {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final String EVENT = "data:"
        + " {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n";

    @Autowired
    private MeterRegistry meters;

    @Test
    void stream_clientLeavesWhileUpstreamIsSilent_upstreamIsClosed() throws Exception {
        CompletableFuture<Duration> closed = new CompletableFuture<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(EVENT);
            started.complete(null);
            closed.complete(connection.awaitClose(LONGEST));
        });
        double before = cancelled();
        Socket client = connect("/v1/chat/completions", chat("openai/gpt-4o", ",\"stream\":true"));
        started.get(5, TimeUnit.SECONDS);
        client.close();

        assertThat(closed.get(3, TimeUnit.SECONDS)).isLessThan(LONGEST);
        Awaitility.await().untilAsserted(() -> assertThat(cancelled()).isEqualTo(before + 1));
    }

    @Test
    void stream_clientLeavesBeforeTheFirstToken_upstreamIsClosed() throws Exception {
        CompletableFuture<Duration> closed = new CompletableFuture<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            started.complete(null);
            closed.complete(connection.awaitClose(LONGEST));
        });
        Socket client = connect("/v1/chat/completions", chat("openai/gpt-4o", ",\"stream\":true"));
        started.get(5, TimeUnit.SECONDS);
        client.close();

        assertThat(closed.get(3, TimeUnit.SECONDS)).isLessThan(LONGEST);
    }

    @Test
    void wholeAnswer_clientLeaves_upstreamIsClosedAndTheCallBookedAsCancelled() throws Exception {
        CompletableFuture<Duration> closed = new CompletableFuture<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            started.complete(null);
            closed.complete(connection.awaitClose(LONGEST));
        });
        double before = cancelled();
        Socket client = connect("/llm/generate", chat("openai/gpt-4o"));
        started.get(5, TimeUnit.SECONDS);
        client.close();

        assertThat(closed.get(3, TimeUnit.SECONDS)).isLessThan(LONGEST);
        Awaitility.await().untilAsserted(() -> assertThat(cancelled()).isEqualTo(before + 1));
    }

    private double cancelled() {
        return meters.find("caravan.calls").tag("outcome", "cancelled").timers().stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }
}
