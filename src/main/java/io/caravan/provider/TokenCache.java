package io.caravan.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The access tokens in use: each is fetched once for all who want it at the same time, and kept while it holds. */
public final class TokenCache {

    private static final Duration LONGEST_MARGIN = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<Account, CompletableFuture<Held>> tokens = new ConcurrentHashMap<>();

    public TokenCache(InstantSource clock) {
        this.clock = clock;
    }

    /** Whose a token is. */
    private record Account(String baseUrl, String key) {

        static Account of(Provider provider) {
            return new Account(provider.baseUrl(), provider.key().orElse(""));
        }
    }

    private record Held(String token, Instant until) {}

    /**
     * The token for the provider's key, on its way if it has yet to be fetched.
     *
     * @param fetch begins to fetch one
     */
    public CompletableFuture<String> token(Provider provider, Supplier<CompletableFuture<AccessToken>> fetch) {
        return tokens.compute(
                        Account.of(provider),
                        (_, held) -> held == null || spent(held) ? fetch.get().thenApply(this::hold) : held)
                .thenApply(Held::token);
    }

    /** Forgets a token that the provider no longer takes, unless there is a newer one already. */
    public void drop(Provider provider, String token) {
        tokens.computeIfPresent(Account.of(provider), (_, held) -> is(token, held) ? null : held);
    }

    /** A token is no longer used an hour before its end, or when nine tenths of a short life are over. */
    private Held hold(AccessToken token) {
        Duration tenth = token.lifetime().dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        return new Held(token.value(), clock.instant().plus(token.lifetime()).minus(margin));
    }

    private boolean spent(CompletableFuture<Held> held) {
        return held.isCompletedExceptionally()
                || held.isDone() && !clock.instant().isBefore(held.join().until());
    }

    private static boolean is(String token, CompletableFuture<Held> held) {
        return held.isDone()
                && !held.isCompletedExceptionally()
                && held.join().token().equals(token);
    }
}
