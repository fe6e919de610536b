package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerformanceTest {

    private static final Beat BEGIN = new Beat.Begin();
    private static final Beat END = new Beat.End();
    private static final Pace AT_ONCE = new Pace(0, 0);

    private final FakePatience patience = new FakePatience();

    @Test
    void script_isPlayedInOrder() {
        assertThat(beats(performance(AT_ONCE, Optional.empty())))
                .containsExactly(BEGIN, new Beat.Thought("Hm"), new Beat.Word("one"), new Beat.Word(" two"), END);
        assertThat(patience.waits()).isEmpty();
    }

    @Test
    void tokens_comeAtTheirPace() {
        beats(performance(new Pace(Duration.ofMillis(500).toNanos(), 40), Optional.empty()));
        assertThat(patience.waits()).containsExactly(500L, 25L, 25L);
    }

    @Test
    void tokens_afterADelay_catchUp() {
        Performance performance = performance(new Pace(0, 10), Optional.empty());
        assertThat(performance.waits()).isFalse();
        performance.next();
        performance.next();
        assertThat(performance.waits()).isTrue();
        patience.pass(Duration.ofMillis(150));
        performance.next();
        assertThat(patience.waits()).isEmpty();
        performance.next();
        assertThat(patience.waits()).containsExactly(50L);
    }

    @Test
    void pace_ofOddRate_doesNotDrift() {
        assertThat(new Pace(7, 3).after(3_000_000)).isEqualTo(1_000_000_000_000_007L);
        assertThat(new Pace(7, 3).after(1)).isEqualTo(333_333_340L);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "END", "ERROR"})
    void mishap_comesAfterItsTokens(Mishap.Kind kind) {
        assertThat(beats(performance(AT_ONCE, Optional.of(new Mishap(kind, 2)))))
                .containsExactly(BEGIN, new Beat.Thought("Hm"), new Beat.Word("one"), new Beat.Wrong(kind));
    }

    @Test
    void mishap_afterNoToken_comesBeforeTheBeginning() {
        Performance performance = performance(
                new Pace(Duration.ofMillis(20).toNanos(), 1), Optional.of(new Mishap(Mishap.Kind.ERROR, 0)));
        assertThat(beats(performance)).containsExactly(new Beat.Wrong(Mishap.Kind.ERROR));
        assertThat(patience.waits()).containsExactly(20L);
    }

    @Test
    void mishap_afterMoreTokensThanThereAre_comesBeforeTheEnd() {
        assertThat(beats(performance(AT_ONCE, Optional.of(new Mishap(Mishap.Kind.CUT, 99)))))
                .endsWith(new Beat.Word(" two"), new Beat.Wrong(Mishap.Kind.CUT));
    }

    @Test
    void malformedEvent_doesNotEndTheAnswer() {
        assertThat(beats(performance(AT_ONCE, Optional.of(new Mishap(Mishap.Kind.MALFORMED, 2)))))
                .endsWith(new Beat.Wrong(Mishap.Kind.MALFORMED), new Beat.Word(" two"), END);
    }

    @Test
    void stall_ofNobodyLeaving_endsInACut() {
        Performance performance = performance(AT_ONCE, Optional.of(new Mishap(Mishap.Kind.STALL, 1)));
        assertThat(beats(performance)).endsWith(new Beat.Thought("Hm"), new Beat.Wrong(Mishap.Kind.CUT));
        assertThat(patience.waits()).containsExactly(Duration.ofMinutes(5).toMillis());
    }

    @Test
    void stall_thatIsAhead_isAWait() {
        Performance performance = performance(AT_ONCE, Optional.of(new Mishap(Mishap.Kind.STALL, 0)));
        assertThat(performance.waits()).isTrue();
    }

    @Test
    void listener_leavingInAStall_stopsIt() {
        patience.leavingAfter(Duration.ofSeconds(3));
        assertThat(beats(performance(AT_ONCE, Optional.of(new Mishap(Mishap.Kind.STALL, 0)))))
                .containsExactly(new Beat.Stopped());
        assertThat(patience.waits()).containsExactly(3000L);
    }

    @Test
    void performance_closed_stops() {
        Performance performance = performance(AT_ONCE, Optional.empty());
        performance.next();
        performance.close();
        assertThat(performance.next()).isEqualTo(new Beat.Stopped());
        assertThat(patience.ended()).isTrue();
    }

    @Test
    void sittingThrough_takesAsLongAsAllTokens() {
        assertThat(performance(new Pace(1_000_000_000, 10), Optional.empty()).sitThrough())
                .isTrue();
        assertThat(patience.waits()).containsExactly(1300L);
        patience.leavingAfter(Duration.ofMillis(1));
        assertThat(performance(new Pace(0, 1), Optional.empty()).sitThrough()).isFalse();
    }

    private Performance performance(Pace pace, Optional<Mishap> mishap) {
        Script script = new Script(
                List.of("Hm"), List.of("one", " two"), List.of(), FinishReason.STOP, Optional.empty(), Usage.of(1, 3));
        return new Performance(script, pace, mishap, patience);
    }

    private static List<Beat> beats(Performance performance) {
        List<Beat> beats = new ArrayList<>();
        do {
            beats.add(performance.next());
        } while (!beats.getLast().last());
        return beats;
    }
}
