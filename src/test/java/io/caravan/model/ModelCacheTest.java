package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelCacheTest {

    private static final FetchedModels LIST = new FetchedModels(List.of(), Instant.EPOCH);

    private final AtomicLong nanos = new AtomicLong();
    private final Cache<Object, Object> cache = ModelConfiguration.cache(Duration.ofMinutes(15), nanos::get);

    @Test
    void list_isReadAsItWasWritten() {
        cache.put("acme", LIST);
        assertThat(cache.getIfPresent("acme")).isEqualTo(LIST);
        assertThat(cache.getIfPresent("other")).isNull();
    }

    @Test
    void list_livesForItsTimeAfterTheWriteHoweverOftenItIsRead() {
        cache.put("acme", LIST);
        for (int i = 0; i < 8; i++) {
            nanos.addAndGet(Duration.ofSeconds(112).toNanos());
            assertThat(cache.getIfPresent("acme")).isEqualTo(LIST);
        }
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(cache.getIfPresent("acme")).isNull();
    }

    @Test
    void list_thatIsDropped_leavesTheOthers() {
        cache.put("acme", LIST);
        cache.put("other", LIST);
        cache.invalidate("acme");
        assertThat(cache.getIfPresent("acme")).isNull();
        assertThat(cache.getIfPresent("other")).isEqualTo(LIST);
        cache.invalidateAll();
        assertThat(cache.getIfPresent("other")).isNull();
    }
}
