package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    private final OffsetTracker tracker = new OffsetTracker();

    @Test
    void nothingTaken_hasNothingToCommit() {
        assertThat(tracker.committable()).isEmpty();
    }

    @Test
    void oldestWithoutAnswer_isWhereTheCommitEnds() {
        tracker.begin(5);
        tracker.begin(6);
        tracker.begin(9);
        assertThat(tracker.committable()).hasValue(5);

        tracker.answered(6);
        assertThat(tracker.committable()).hasValue(5);

        tracker.answered(5);
        assertThat(tracker.committable()).hasValue(9);

        tracker.answered(9);
        assertThat(tracker.committable()).hasValue(10);
    }

    @Test
    void answerOfAnotherOffset_changesNothing() {
        tracker.begin(5);
        tracker.answered(4);

        assertThat(tracker.committable()).hasValue(5);
    }
}
