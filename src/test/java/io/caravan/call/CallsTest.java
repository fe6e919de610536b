package io.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {

    private final Calls calls =
            new Calls(new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(300)), 2);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void moreCallsThanThereIsRoomFor_areRefusedUntilOneEnds() {
        Call first = calls.begin("1");
        Call second = calls.begin("2");
        Call third = calls.begin("3");
        calls.admit(first);
        calls.admit(second);

        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> calls.admit(third));
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_BUSY);
        assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(1));

        calls.end(first);
        calls.admit(third);
        assertThat(calls.size()).isEqualTo(2);
    }

    @Test
    void callThatCannotBeLookedAfter_doesNotKeepTheOthersFromTheirTimeouts() {
        calls.begin("odd").onPulse(() -> {
            throw new IllegalStateException("odd");
        });
        Call other = calls.begin("other");

        Awaitility.await().until(() -> other.cancelled().isPresent());
        assertThat(other.cancelled()).hasValue(CancelReason.TOTAL_TIMEOUT);
    }

    @Test
    void cancelledCall_runsWhatIsRegisteredEvenLater() {
        Call call = calls.begin("1");
        call.cancel(CancelReason.CLIENT_GONE);
        call.cancel(CancelReason.SHUTDOWN);
        boolean[] ran = new boolean[1];
        call.onCancel(() -> ran[0] = true);

        assertThat(ran[0]).isTrue();
        assertThat(call.cancelled()).hasValue(CancelReason.CLIENT_GONE);
    }

    @Test
    void earlierCalls_areSettledWhenTheyHaveEnded() {
        Call earlier = calls.begin("1");
        Set<Call> before = calls.now();
        calls.begin("2");
        assertThat(calls.settled(before)).isFalse();

        calls.end(earlier);
        assertThat(calls.settled(before)).isTrue();
    }
}
