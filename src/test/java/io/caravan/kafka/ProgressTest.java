package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "something of someone else's",
                "caravan:",
                "caravan:-1:",
                "caravan:1",
                "caravan:1:?",
                "caravan:1:A",
                "caravan:9999999999999999999:"
            })
    void noteOfSomeoneElse_tellsNothing(String note) {
        Progress progress = Progress.read(7, note);

        assertThat(progress.begun(0)).isFalse();
        assertThat(progress.answered(7)).isFalse();
    }

    @Test
    void note_tellsWhatIsBegunAndAnswered() {
        Progress progress = Progress.read(7, "caravan:10:Ag");

        assertThat(progress.committed()).isEqualTo(7);
        assertThat(progress.begun(16)).isTrue();
        assertThat(progress.begun(17)).isFalse();
        assertThat(progress.answered(6)).isFalse();
        assertThat(progress.answered(7)).isFalse();
        assertThat(progress.answered(8)).isTrue();
        assertThat(progress.answered(9)).isFalse();
        assertThat(progress.note()).isEqualTo("caravan:10:Ag");
    }
}
