package io.caravan.media;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fetching of one file, which can be broken off from any thread. */
final class Download implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final Cancellable NOTHING = () -> false;

    private final MediaClient client;
    private final RemoteAddress address;
    private final Allowance allowance;
    private final Duration longest;
    private final CompletableFuture<Media> media = new CompletableFuture<>();
    private final AtomicReference<Cancellable> request = new AtomicReference<>(NOTHING);
    private volatile boolean begun;

    /**
     * @param longest how long it may take, from now on
     */
    Download(MediaClient client, RemoteAddress address, Allowance allowance, Duration longest) {
        this.client = client;
        this.address = address;
        this.allowance = allowance;
        this.longest = longest;
        var _ = media.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
            if (failure != null) {
                request.get().cancel();
            }
        });
    }

    @Override
    public void run() {
        begun = true;
        if (media.isDone()) {
            return;
        }
        try {
            media.complete(client.get(address, allowance, this::asks));
        } catch (IOException failure) {
            LOG.debug("fetching from {} failed", address.host(), failure);
            media.completeExceptionally(new MediaException(MediaException.UNREACHABLE));
        } catch (RuntimeException failure) {
            media.completeExceptionally(failure);
        }
    }

    private void asks(Cancellable next) {
        request.set(next);
        if (media.isDone()) {
            next.cancel();
        }
    }

    /** Ends it, if it is still under way. */
    void breakOff() {
        media.completeExceptionally(new MediaException("was not fetched to its end"));
    }

    /**
     * Waits for the file.
     *
     * @throws MediaException if it cannot be had
     * @throws GatewayException if the gateway is too busy to fetch it
     */
    Media await() {
        try {
            return media.join();
        } catch (CompletionException failure) {
            throw switch (failure.getCause()) {
                case MediaException known -> known;
                case GatewayException busy -> busy;
                case TimeoutException _ -> tooLate();
                case null, default -> failure;
            };
        }
    }

    private RuntimeException tooLate() {
        return begun
                ? new MediaException("took longer than " + longest.toMillis() + " ms to fetch")
                : new GatewayException(ErrorCode.TOO_BUSY, "the gateway is fetching too many files already")
                        .retryAfter(Optional.of(Duration.ofSeconds(1)));
    }
}
