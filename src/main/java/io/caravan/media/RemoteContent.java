package io.caravan.media;

import io.caravan.call.Call;
import io.caravan.chat.ChatRequest;
import io.caravan.error.GatewayException;
import io.caravan.http.BodyMemory;
import io.caravan.provider.Quirks;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import io.caravan.settings.CaravanSettings;
import java.util.List;
import java.util.Optional;

/** Puts pictures and documents into requests that only name where they are, for providers that want them so. */
public final class RemoteContent {

    /** The quirk words that say what a provider wants fetched. */
    public static final List<String> WORDS = Inlining.WORDS;

    private final Downloads downloads;
    private final BodyMemory memory;
    private final int mostParts;
    private final long mostBytes;

    RemoteContent(Downloads downloads, BodyMemory memory, CaravanSettings settings) {
        this.downloads = downloads;
        this.memory = memory;
        this.mostParts = settings.media().parts();
        // What base64 makes of it shall be no larger than a request may be.
        this.mostBytes = settings.limits().body().toBytes() / 4 * 3;
    }

    /**
     * Makes sure that a provider's file says in words that mean something what the provider wants fetched.
     *
     * @throws IllegalArgumentException that tells what does not
     */
    public static void check(Quirks quirks) {
        Inlining.of(quirks);
    }

    /**
     * The request with the files that its provider does not fetch itself.
     *
     * @throws GatewayException that names the part whose file cannot be had
     */
    public Routed inline(Routed routed) {
        return switch (routed) {
            case RoutedRequest request -> inlined(request);
            case RoutedEmbedding _, RoutedListing _ -> routed;
        };
    }

    private RoutedRequest inlined(RoutedRequest routed) {
        if (!RemotePart.mayBeIn(routed.chat())) {
            return routed;
        }
        Inlining inlining = Inlining.of(routed.provider().quirks());
        List<RemotePart> parts = RemotePart.of(routed.chat(), inlining::wants);
        if (parts.isEmpty()) {
            return routed;
        }
        if (parts.size() > mostParts) {
            throw GatewayException.invalid(
                    parts.get(mostParts).path(),
                    "is one more than the " + mostParts + " files that are fetched for a request");
        }
        return new RoutedRequest(fetched(routed.chat(), parts), routed.provider(), routed.model());
    }

    private ChatRequest fetched(ChatRequest chat, List<RemotePart> parts) {
        Optional<Call> call = Call.current();
        Allowance allowance = new Allowance(mostBytes, memory.share());
        call.ifPresent(running -> running.onEnd(allowance::close));
        try (Fetch fetch = new Fetch(downloads, allowance)) {
            parts.forEach(fetch::begin);
            call.ifPresent(running -> running.onCancel(fetch::breakOff));
            return fetch.into(chat);
        } finally {
            if (call.isEmpty()) {
                allowance.close();
            }
        }
    }
}
