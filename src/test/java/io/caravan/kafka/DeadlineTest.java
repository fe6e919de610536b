package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Deadline deadline = new Deadline(InstantSource.fixed(Instant.ofEpochMilli(1000)));

    @ParameterizedTest
    @CsvSource({"1001,1", "1499,499", "1500,500", "1501,500", "9223372036854775807,500", "' ',500"})
    void time_isTheSmallerOfBoth(String told, long millis) {
        assertThat(deadline.within(record(told), LONGEST)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "1000,TIMEOUT",
        "999,TIMEOUT",
        "-1,TIMEOUT",
        "-9223372036854775808,VALIDATION",
        "soon,VALIDATION",
        "1e9,VALIDATION"
    })
    void timeThatIsNone_isRefused(String told, ErrorCode code) {
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> deadline.within(record(told), LONGEST));

        assertThat(refusal.code()).isEqualTo(code);
    }

    @Test
    void nothingTold_isTheLongest() {
        Incoming record = new Incoming("in", 0, 0, 0, Optional.empty(), Map.of(), Optional.empty(), false);

        assertThat(deadline.within(record, LONGEST)).isEqualTo(LONGEST);
    }

    private static Incoming record(String told) {
        return new Incoming(
                "in", 0, 0, 0, Optional.empty(), Map.of("deadline", told.getBytes(UTF_8)), Optional.empty(), false);
    }
}
