package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClockPatienceTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final ClockPatience patience = new ClockPatience();

    @Test
    void wait_untilAMoment_endsThen() {
        long moment = patience.now() + 2_000_000;
        assertThat(patience.waitUntil(moment)).isTrue();
        assertThat(patience.now()).isGreaterThanOrEqualTo(moment);
    }

    @Test
    void wait_untilThePast_isNone() {
        assertThat(patience.waitUntil(patience.now() - HOUR)).isTrue();
    }

    @Test
    void wait_ended_returnsAtOnce() {
        CompletableFuture<Boolean> wait = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> wait.complete(patience.waitUntil(patience.now() + HOUR)));
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        patience.end();
        assertThat(wait).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(false);
    }

    @Test
    void wait_afterTheEnd_isNone() {
        patience.end();
        assertThat(patience.waitUntil(patience.now() + HOUR)).isFalse();
        assertThat(patience.sitOutSilence()).isFalse();
    }

    @Test
    void wait_interrupted_isEnded() {
        Thread.currentThread().interrupt();
        assertThat(patience.waitUntil(patience.now() + HOUR)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(patience.waitUntil(patience.now() + HOUR)).isFalse();
    }
}
