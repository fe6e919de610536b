package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DroppedMembersTest {

    @Test
    void names_areDividedByCommas() {
        assertThat(DroppedMembers.header(List.of("logit_bias", "seed"))).isEqualTo("logit_bias,seed");
    }

    @Test
    void nameThatNoHeaderMayHold_isMadeHarmless() {
        assertThat(DroppedMembers.header(List.of("a\r\nX: 1", "Maß"))).isEqualTo("a??X:?1,Ma?");
    }

    @Test
    void namesBeyondTheRoomOfAHeader_areLeftOut() {
        String most = "x".repeat(995);

        assertThat(DroppedMembers.header(List.of(most, "seed"))).isEqualTo(most + ",seed");
        assertThat(DroppedMembers.header(List.of(most, "seeds", "a"))).isEqualTo(most + ",...");
        assertThat(DroppedMembers.header(List.of("x".repeat(1_001)))).isEqualTo("...");
        assertThat(DroppedMembers.header(Collections.nCopies(100_000, "name"))).hasSizeLessThan(1_100);
    }
}
