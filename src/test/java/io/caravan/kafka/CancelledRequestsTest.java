package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancelledRequestsTest {

    private final CancelledRequests cancelled = new CancelledRequests();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void watchedRequest_isToldWhenItIsCancelled() {
        try (var _ = cancelled.watch(record("a", 5), told::incrementAndGet)) {
            cancelled.cancel(record("b", 6));
            assertThat(told).hasValue(0);

            cancelled.cancel(record("a", 6));
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void requestThatIsDone_isNotTold() {
        cancelled.watch(record("a", 5), told::incrementAndGet).close();
        cancelled.cancel(record("a", 6));

        assertThat(told).hasValue(0);
    }

    @Test
    void requestFromBeforeTheCancellation_isToldAtOnce() {
        cancelled.cancel(record("a", 6));
        cancelled.cancel(record("a", 5));
        cancelled.watch(record("a", 6), told::incrementAndGet).close();

        assertThat(told).hasValue(1);
    }

    @Test
    void requestFromAfterTheCancellation_isNotTold() {
        cancelled.cancel(record("a", 6));
        cancelled.watch(record("a", 7), told::incrementAndGet).close();

        assertThat(told).hasValue(0);
    }

    @Test
    void requestsOfOneId_areAllTold() {
        try (var _ = cancelled.watch(record("a", 5), told::incrementAndGet);
                var _ = cancelled.watch(record("a", 5), told::incrementAndGet)) {
            cancelled.cancel(record("a", 6));
        }

        assertThat(told).hasValue(2);
    }

    private static Incoming record(String id, long time) {
        return new Incoming("in", 0, 0, time, Optional.of(id.getBytes(UTF_8)), Map.of(), Optional.empty(), false);
    }
}
