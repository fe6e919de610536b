package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private final RetryAfter retryAfter = new RetryAfter(() -> Instant.parse("2026-11-22T10:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after|2|PT2S",
                "retry-after|0.5|PT0.5S",
                "retry-after|Sun, 22 Nov 2026 10:00:30 GMT|PT30S",
                "retry-after|Sun, 22 Nov 2026 09:00:00 GMT|PT0S",
                "retry-after-ms|1500|PT1.5S",
                "x-ratelimit-reset-requests|1s|PT1S",
                "x-ratelimit-reset-requests|6m0s|PT6M",
                "x-ratelimit-reset-tokens|120ms|PT0.12S",
                "anthropic-ratelimit-requests-reset|2026-11-22T10:00:07Z|PT7S",
            })
    void header_isUnderstood(String name, String value, Duration expected) {
        assertThat(retryAfter.of(Map.of(name, value), "")).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after,soon",
        "retry-after,-1",
        "x-ratelimit-reset-requests,x",
        "x-ratelimit-reset-tokens,1.2.3s",
        "x-ratelimit-reset-tokens,.s"
    })
    void nonsense_isNoWait(String name, String value) {
        assertThat(retryAfter.of(Map.of(name, value), "")).isEmpty();
    }

    @Test
    void wordingOfTheMessage_countsLast() {
        assertThat(retryAfter.of(Map.of(), "Please try again in 1.2s.")).hasValue(Duration.ofMillis(1200));
        assertThat(retryAfter.of(Map.of(), "Please try again in 250ms.")).hasValue(Duration.ofMillis(250));
        assertThat(retryAfter.of(Map.of("retry-after", "3"), "try again in 9s")).hasValue(Duration.ofSeconds(3));
    }
}
