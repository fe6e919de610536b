package io.caravan.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers that were given lately, for requests that come again. Errors are not kept: another try may help. */
public final class Deduplication {

    private final Cache<String, Reply> kept;
    private final Map<String, CompletableFuture<Optional<Reply>>> underWay = new ConcurrentHashMap<>();

    /**
     * @param window how long an answer is kept
     * @param size bytes of all answers that are kept
     */
    public Deduplication(Duration window, long size) {
        this.kept = Caffeine.newBuilder()
                .expireAfterWrite(window)
                .maximumWeight(size)
                .weigher((String key, Reply reply) -> key.length() + reply.value().length)
                .build();
    }

    /** What names a request: the id that its client gave it, and its content, so that nobody gets another's answer. */
    public static String key(String requestId, byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return requestId + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An answer was given, here or by another gateway. */
    public void remember(String key, Reply reply) {
        kept.put(key, reply);
    }

    /** The answer that was given to the request before, or is being given, else what the call gives. */
    public Reply reply(String key, Supplier<Reply> call) {
        CompletableFuture<Optional<Reply>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Reply>> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return other.join().map(Deduplication::again).orElseGet(() -> reply(key, call));
        }
        Optional<Reply> success = Optional.empty();
        try {
            Reply before = kept.getIfPresent(key);
            if (before != null) {
                success = Optional.of(before);
                return again(before);
            }
            Reply reply = call.get();
            success = Optional.of(reply).filter(Reply::success);
            success.ifPresent(one -> kept.put(key, one));
            return reply;
        } finally {
            underWay.remove(key, mine);
            mine.complete(success);
        }
    }

    private static Reply again(Reply reply) {
        return reply.with("redelivered", "true");
    }
}
