package io.caravan.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final Gate gate = new Gate(8);

    @Test
    void openGate_letsThroughAsManyAsMayBe() throws Exception {
        assertThat(passes(8)).hasSize(8);
        assertThat(gate.pass(Duration.ZERO, () -> false)).isEmpty();
    }

    @Test
    void endedCall_makesRoom() throws Exception {
        List<Gate.Pass> passes = passes(8);
        passes.getFirst().ended();
        passes.getFirst().ended();

        assertThat(passes(2)).hasSize(1);
    }

    @Test
    void refusal_closesForTheTimeThatIsWanted() throws Exception {
        passes(1).getFirst().refused(Optional.of(SHORT));
        long closed = System.nanoTime();

        assertThat(gate.opensIn()).isPositive();
        assertThat(gate.pass(SHORT.dividedBy(100), () -> false)).isEmpty();
        assertThat(gate.pass(Duration.ofSeconds(5), () -> false)).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - closed)).isGreaterThanOrEqualTo(SHORT.minusMillis(5));
        assertThat(gate.opensIn()).isZero();
    }

    @Test
    void refusalWithoutATime_closesForLongerEachTime() throws Exception {
        passes(1).getFirst().refused(Optional.empty());
        assertThat(gate.opensIn()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));

        gate.pass(Duration.ofSeconds(2), () -> false).orElseThrow().refused(Optional.empty());
        assertThat(gate.opensIn()).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(2));
    }

    @Test
    void refusalOfManyAtOnce_countsOnce() throws Exception {
        passes(8).forEach(pass -> pass.refused(Optional.empty()));

        assertThat(gate.opensIn()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void laterRefusalThatWantsMore_isListenedTo() throws Exception {
        List<Gate.Pass> passes = passes(2);
        passes.get(0).refused(Optional.of(Duration.ofSeconds(1)));
        passes.get(1).refused(Optional.of(Duration.ofSeconds(10)));

        assertThat(gate.opensIn()).isGreaterThan(Duration.ofSeconds(9));
    }

    @Test
    void timeBeyondReason_isAnHour() throws Exception {
        passes(1).getFirst().refused(Optional.of(Duration.ofDays(100_000)));

        assertThat(gate.opensIn()).isLessThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void gateThatOpensAgain_isNarrowAndWidensWithEachAnswer() throws Exception {
        List<Gate.Pass> burst = passes(8);
        burst.forEach(pass -> pass.refused(Optional.of(SHORT)));
        List<Integer> widths = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            gate.pass(Duration.ofSeconds(5), () -> false).orElseThrow().ended();
            List<Gate.Pass> passes = passes(8);
            widths.add(passes.size());
            passes.forEach(Gate.Pass::answered);
        }

        // One more for each answer up to four, which is half of what was too much; then one more for each round.
        assertThat(widths).containsExactly(1, 2, 4, 4, 5, 6);
    }

    @Test
    void answerToACallFromBeforeTheRefusal_widensNothing() throws Exception {
        List<Gate.Pass> passes = passes(8);
        passes.getFirst().refused(Optional.of(SHORT));
        passes.forEach(Gate.Pass::answered);
        gate.pass(Duration.ofSeconds(5), () -> false).orElseThrow().ended();

        assertThat(passes(8)).hasSize(1);
    }

    @Test
    void longerWaitThanThereIsTime_isNotBegun() throws Exception {
        passes(1).getFirst().refused(Optional.of(Duration.ofSeconds(30)));
        long start = System.nanoTime();

        assertThat(gate.pass(Duration.ofSeconds(20), () -> false)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void waitThatIsOver_endsWhenItIsTold() throws Exception {
        passes(8);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Optional<Gate.Pass>> waiting = new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                waiting.complete(gate.pass(Duration.ofSeconds(30), over::get));
            } catch (InterruptedException failure) {
                waiting.completeExceptionally(failure);
            }
        });
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        over.set(true);
        gate.wake();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Optional.empty());
    }

    private List<Gate.Pass> passes(int wanted) throws InterruptedException {
        List<Gate.Pass> passes = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            gate.pass(Duration.ZERO, () -> false).ifPresent(passes::add);
        }
        return passes;
    }
}
