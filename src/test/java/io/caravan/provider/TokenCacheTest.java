package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCacheTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicInteger fetched = new AtomicInteger();
    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final TokenCache cache = new TokenCache(clock);

    @Test
    void token_isFetchedOnceAndKept() {
        assertThat(token("a")).isEqualTo("token-1");
        assertThat(token("a")).isEqualTo("token-1");
    }

    @Test
    void tokensOfOtherKeysAndPlaces_areOthers() {
        assertThat(token("a")).isEqualTo("token-1");
        assertThat(token("b")).isEqualTo("token-2");
        assertThat(cache.token(provider("a", "http://elsewhere"), fetch(Duration.ofDays(30)))
                        .join())
                .isEqualTo("token-3");
    }

    @ParameterizedTest
    @CsvSource({"P30D, PT719H, PT718H59M59S", "PT10H, PT9H, PT8H59M59S", "PT1H, PT54M, PT53M59S", "PT100S, PT90S, PT89S"
    })
    void token_isNotUsedUpToItsEnd(Duration lifetime, Duration tooLate, Duration inTime) {
        Supplier<CompletableFuture<AccessToken>> fetch = fetch(lifetime);
        cache.token(provider("a", "http://here"), fetch).join();

        now = START.plus(inTime);
        assertThat(cache.token(provider("a", "http://here"), fetch).join()).isEqualTo("token-1");
        now = START.plus(tooLate);
        assertThat(cache.token(provider("a", "http://here"), fetch).join()).isEqualTo("token-2");
    }

    @Test
    void tokenOfNoLifetime_isFetchedEachTime() {
        Supplier<CompletableFuture<AccessToken>> fetch = fetch(Duration.ZERO);

        assertThat(cache.token(provider("a", "http://here"), fetch).join()).isEqualTo("token-1");
        assertThat(cache.token(provider("a", "http://here"), fetch).join()).isEqualTo("token-2");
    }

    @Test
    void hundredAtOnce_fetchOne() throws InterruptedException {
        CompletableFuture<AccessToken> arrives = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(100);
        List<CompletableFuture<String>> tokens = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<String> token = new CompletableFuture<>();
            tokens.add(token);
            Thread.startVirtualThread(() -> {
                CompletableFuture<String> own = cache.token(provider("a", "http://here"), () -> {
                    fetched.incrementAndGet();
                    return arrives;
                });
                asked.countDown();
                token.complete(own.join());
            });
        }
        asked.await();
        arrives.complete(new AccessToken("the token", Duration.ofDays(1)));

        assertThat(tokens).allSatisfy(token -> assertThat(token.join()).isEqualTo("the token"));
        assertThat(fetched).hasValue(1);
    }

    @Test
    void failure_isNotKept() {
        CompletableFuture<String> failed = cache.token(
                provider("a", "http://here"), () -> CompletableFuture.failedFuture(new IllegalStateException("no")));

        assertThatThrownBy(failed::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(token("a")).isEqualTo("token-1");
    }

    @Test
    void droppedToken_isFetchedAgain() {
        cache.drop(provider("a", "http://here"), token("a"));

        assertThat(token("a")).isEqualTo("token-2");
    }

    @Test
    void tokenDroppedLate_isNotTheNewerOne() {
        String old = token("a");
        cache.drop(provider("a", "http://here"), old);
        String newer = token("a");
        cache.drop(provider("a", "http://here"), old);
        cache.drop(provider("b", "http://here"), newer);

        assertThat(token("a")).isEqualTo(newer);
    }

    @Test
    void tokenDroppedWhileAnotherIsOnItsWay_changesNothing() {
        CompletableFuture<AccessToken> arrives = new CompletableFuture<>();
        CompletableFuture<String> first = cache.token(provider("a", "http://here"), () -> arrives);
        cache.drop(provider("a", "http://here"), "new");
        CompletableFuture<String> second = cache.token(provider("a", "http://here"), fetch(Duration.ofDays(1)));
        arrives.complete(new AccessToken("new", Duration.ofDays(1)));

        assertThat(first.join()).isEqualTo("new");
        assertThat(second.join()).isEqualTo("new");
        assertThat(fetched).hasValue(0);
    }

    @Test
    void toString_tellsNoSecret() {
        assertThat(new AccessToken("24.secret", Duration.ofHours(2))).hasToString("an access token for PT2H");
    }

    private String token(String key) {
        return cache.token(provider(key, "http://here"), fetch(Duration.ofDays(30)))
                .join();
    }

    private Supplier<CompletableFuture<AccessToken>> fetch(Duration lifetime) {
        return () -> CompletableFuture.completedFuture(new AccessToken("token-" + fetched.incrementAndGet(), lifetime));
    }

    private static Provider provider(String key, String baseUrl) {
        return new Provider("acme", List.of(), List.of(), List.of(), Optional.of(key), false, baseUrl, Quirks.NONE);
    }
}
