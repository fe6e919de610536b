package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void windowOfNothing_keepsNothing() {
        Deduplication none = new Deduplication(Duration.ZERO, 1000);

        assertThat(none.reply("a", this::success).headers()).doesNotContainKey("redelivered");
        assertThat(none.reply("a", this::success).headers()).doesNotContainKey("redelivered");
        assertThat(calls).hasValue(2);
    }

    @Test
    void callThatThrows_leavesTheWayFree() {
        Deduplication earlier = new Deduplication(Duration.ofMinutes(1), 1000);
        assertThatThrownBy(() -> earlier.reply("a", () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(earlier.reply("a", this::success).headers()).doesNotContainKey("redelivered");
        assertThat(earlier.reply("a", this::success).headers()).containsEntry("redelivered", "true");
        assertThat(calls).hasValue(1);
    }

    @Test
    void key_tellsIdsAndContentsApart() {
        String key = Deduplication.key("1", "a".getBytes(UTF_8));

        assertThat(key).isEqualTo("1 ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        assertThat(Deduplication.key("2", "a".getBytes(UTF_8))).isNotEqualTo(key);
        assertThat(Deduplication.key("1", "b".getBytes(UTF_8))).isNotEqualTo(key);
    }

    private Reply success() {
        calls.incrementAndGet();
        return Reply.done(Map.of(), "{}".getBytes(UTF_8));
    }
}
