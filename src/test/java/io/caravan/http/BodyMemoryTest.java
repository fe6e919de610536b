package io.caravan.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.GatewayException;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int KILOBYTE = 1024;

    private final BodyMemory memory = new BodyMemory(200 * KILOBYTE);

    @Test
    void smallBodies_areNotCounted() {
        for (int i = 0; i < 10; i++) {
            memory.share().upTo(64 * KILOBYTE);
        }

        assertThatCode(() -> memory.share().upTo(200 * KILOBYTE)).doesNotThrowAnyException();
    }

    @Test
    void largeBodies_areRefusedWhenTheMemoryIsUsedUp() {
        BodyMemory.Share first = memory.share();
        first.upTo(100 * KILOBYTE);
        first.upTo(120 * KILOBYTE);
        memory.share().upTo(80 * KILOBYTE);

        assertThatThrownBy(() -> memory.share().upTo(65 * KILOBYTE))
                .isInstanceOf(GatewayException.class)
                .hasMessage("too many large requests at once");
        first.close();
        assertThatCode(() -> memory.share().upTo(120 * KILOBYTE)).doesNotThrowAnyException();
    }

    @Test
    void shareThatShrinks_keepsWhatItHad() {
        BodyMemory.Share share = memory.share();
        share.upTo(200 * KILOBYTE);
        share.upTo(100 * KILOBYTE);

        assertThatThrownBy(() -> memory.share().upTo(100 * KILOBYTE)).isInstanceOf(GatewayException.class);
    }

    @Test
    void shareThatIsGivenBack_takesNothingMoreAndGivesNothingTwice() {
        BodyMemory.Share share = memory.share();
        share.upTo(200 * KILOBYTE);
        share.close();
        share.close();

        assertThatThrownBy(() -> share.upTo(100 * KILOBYTE)).isInstanceOf(GatewayException.class);
        memory.share().upTo(200 * KILOBYTE);
        assertThatThrownBy(() -> memory.share().upTo(100 * KILOBYTE)).isInstanceOf(GatewayException.class);
    }
}
