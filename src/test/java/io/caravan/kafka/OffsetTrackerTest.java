package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    private final OffsetTracker tracker = new OffsetTracker(Progress.unknown());

    @Test
    void nothingTaken_hasNothingToCommit() {
        assertThat(tracker.progress()).isEmpty();
    }

    @Test
    void oldestWithoutAnswer_isWhereTheCommitEnds() {
        tracker.take(5);
        tracker.take(6);
        tracker.take(9);
        assertThat(committed(tracker)).isEqualTo(5);

        tracker.answered(6);
        assertThat(committed(tracker)).isEqualTo(5);

        tracker.answered(5);
        assertThat(committed(tracker)).isEqualTo(9);

        tracker.answered(9);
        assertThat(committed(tracker)).isEqualTo(10);
    }

    @Test
    void answerOfAnotherOffset_changesNothing() {
        tracker.take(5);
        tracker.answered(4);

        assertThat(committed(tracker)).isEqualTo(5);
    }

    @Test
    void recordThatIsTaken_isNotTakenAgain() {
        assertThat(tracker.take(5)).isTrue();
        assertThat(tracker.take(5)).isFalse();
    }

    @Test
    void answerBeforeTheRecordComesBack_counts() {
        tracker.take(5);
        tracker.answered(6);

        assertThat(tracker.take(6)).isFalse();
        assertThat(tracker.progress().orElseThrow().answered(6)).isTrue();
    }

    @Test
    void successor_takesWhatIsNotAnswered() {
        tracker.take(5);
        tracker.take(6);
        tracker.take(7);
        tracker.answered(6);
        OffsetTracker successor = successor(tracker);

        assertThat(successor.take(5)).isTrue();
        assertThat(successor.take(6)).isFalse();
        assertThat(successor.take(7)).isTrue();
        assertThat(successor.take(8)).isTrue();
    }

    @Test
    void successor_knowsWhatWasBegun() {
        tracker.take(5);
        tracker.take(6);
        OffsetTracker successor = successor(tracker);

        assertThat(successor.repeats(5)).isTrue();
        assertThat(successor.repeats(6)).isTrue();
        assertThat(successor.repeats(7)).isFalse();
    }

    @Test
    void successorThatHasTakenLess_forgetsNothing() {
        for (int offset = 5; offset < 10; offset++) {
            tracker.take(offset);
        }
        tracker.answered(6);
        tracker.answered(8);
        OffsetTracker successor = successor(tracker);
        successor.take(5);
        successor.take(6);
        successor.answered(5);
        OffsetTracker last = successor(successor);

        assertThat(committed(successor)).isEqualTo(7);
        assertThat(last.take(7)).isTrue();
        assertThat(last.take(8)).isFalse();
        assertThat(last.take(9)).isTrue();
        assertThat(last.repeats(9)).isTrue();
        assertThat(last.repeats(10)).isFalse();
    }

    @Test
    void manyAnswersBehindAnOldOne_areKnownUpToALimit() {
        tracker.take(0);
        for (long offset = 1; offset < 100_000; offset++) {
            tracker.take(offset);
            tracker.answered(offset);
        }
        Progress progress = tracker.progress().orElseThrow();
        OffsetTracker successor = successor(tracker);

        assertThat(progress.note()).hasSizeLessThan(4096);
        assertThat(successor.take(Progress.WINDOW - 1)).isFalse();
        assertThat(successor.take(Progress.WINDOW)).isTrue();
        assertThat(successor.repeats(99_999)).isTrue();
        assertThat(successor.repeats(100_000)).isFalse();
    }

    private static OffsetTracker successor(OffsetTracker tracker) {
        Progress progress = tracker.progress().orElseThrow();
        return new OffsetTracker(Progress.read(progress.committed(), progress.note()));
    }

    private static long committed(OffsetTracker tracker) {
        return tracker.progress().orElseThrow().committed();
    }
}
