package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
import io.caravan.provider.AccessToken;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.TokenCache;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Exchanges keys for the access tokens that some providers want to see instead. */
@Component
public class AccessTokens {

    private final TokenCache cache;
    private final Errands errands;

    public AccessTokens(TokenCache cache, Errands errands) {
        this.cache = cache;
        this.errands = errands;
    }

    /**
     * The message's {@link RoutedRequest} with a token in the place of its provider's key.
     *
     * @param route makes an {@link AccessToken} of a request whose provider has its key
     */
    public RoutedRequest exchange(Exchange exchange, String route) {
        RoutedRequest routed = exchange.getMessage().getBody(RoutedRequest.class);
        CompletableFuture<String> token =
                cache.token(routed.provider(), () -> errands.run(route, routed, routed, AccessToken.class));
        RoutedRequest opened =
                new RoutedRequest(routed.chat(), routed.provider().withKey(await(token, routed)), routed.model());
        ExchangeVariables.ROUTED.set(exchange, opened);
        return opened;
    }

    /** Forgets the token that the exchange was refused with, so that the message's request can be made once more. */
    public void drop(Exchange exchange) {
        RoutedRequest routed = exchange.getMessage().getBody(RoutedRequest.class);
        ExchangeVariables.routed(exchange)
                .flatMap(refused -> refused.provider().key())
                .ifPresent(token -> cache.drop(routed.provider(), token));
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    }

    /** Waits for a token that others may wait for as well, no longer than the own call goes on. */
    private static String await(CompletableFuture<String> token, RoutedRequest routed) {
        CompletableFuture<String> waiting = token.copy();
        Call.current().ifPresent(call -> call.onCancel(() -> waiting.cancel(false)));
        try {
            return waiting.join();
        } catch (CompletionException failed) {
            throw failure(failed, routed);
        }
    }

    private static GatewayException failure(CompletionException failed, RoutedRequest routed) {
        if (!(failed.getCause() instanceof GatewayException failure)) {
            return new GatewayException(ErrorCode.INTERNAL, "the gateway failed to get an access token");
        }
        OptionalInt status = failure.origin().map(Origin::upstreamStatus).orElse(OptionalInt.empty());
        return failure.at(new Origin(routed.provider().id(), routed.chat().model(), status));
    }
}
