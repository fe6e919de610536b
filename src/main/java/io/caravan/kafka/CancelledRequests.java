package io.caravan.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Requests that nobody wants answered any longer, whether they are being worked on or still wait in their topic. */
@Component
public final class CancelledRequests {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final long MOST_BYTES = 8 << 20;

    private final Map<ByteBuffer, Set<Watch>> watches = new ConcurrentHashMap<>();
    private final Cache<ByteBuffer, Long> cancelled = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MOST_BYTES)
            .weigher((ByteBuffer id, Long time) -> id.remaining() + Long.BYTES)
            .build();

    /** Runs the action when the request is cancelled, at once if it already is. The watch is to be closed. */
    public Watch watch(Incoming request, Runnable action) {
        Watch watch = new Watch(Correlation.of(request).key(), action);
        watches.compute(watch.id, (_, before) -> {
            Set<Watch> all = before == null ? ConcurrentHashMap.newKeySet() : before;
            all.add(watch);
            return all;
        });
        Long time = cancelled.getIfPresent(watch.id);
        // A later request under the same id is another one.
        if (time != null && request.time() <= time) {
            action.run();
        }
        return watch;
    }

    /** Cancels all requests with the correlation id of the record that were sent before it. */
    public void cancel(Incoming record) {
        ByteBuffer id = Correlation.of(record).key();
        cancelled.asMap().merge(id, record.time(), Math::max);
        watches.getOrDefault(id, Set.of()).forEach(watch -> watch.action.run());
    }

    /** Cancels all requests that are being worked on. */
    public void cancelAll() {
        watches.values().forEach(all -> all.forEach(watch -> watch.action.run()));
    }

    /** Whether a request is cancelled, until it is closed. */
    public final class Watch implements AutoCloseable {

        private final ByteBuffer id;
        private final Runnable action;

        private Watch(ByteBuffer id, Runnable action) {
            this.id = id;
            this.action = action;
        }

        @Override
        public void close() {
            watches.computeIfPresent(id, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
