package io.caravan.camel;

import io.caravan.chat.ChatRequest;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.provider.Ceilings;
import io.caravan.provider.Defaults;
import io.caravan.provider.Providers;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Chooses the provider of a request by its model's name. */
@Component
public class Dispatcher {

    private final Providers providers;
    private final Ceilings ceilings;

    private final Defaults defaults = new Defaults();

    public Dispatcher(Providers providers, Ceilings ceilings) {
        this.providers = providers;
        this.ceilings = ceilings;
    }

    /**
     * Puts the routed request into the message, and into the variables {@code route} and {@code stream} which of the
     * provider's routes takes it and whether the answer is wanted piece by piece.
     */
    public void route(Exchange exchange) {
        Routed routed = switch (exchange.getMessage().getBody()) {
            case ChatRequest chat -> filled(providers.route(chat));
            case EmbeddingRequest embedding -> providers.route(embedding);
            default -> throw new IllegalStateException("nothing that a provider can be asked");
        };
        ExchangeVariables.ROUTED.set(exchange, routed);
        ExchangeVariables.ROUTE.set(exchange, name(routed));
        ExchangeVariables.STREAM.set(exchange, routed.streams());
        exchange.getMessage().setBody(routed);
    }

    /** Puts the request with its provider into the message, though nobody will be asked. */
    public void locate(Exchange exchange) {
        ChatRequest chat = exchange.getMessage().getBody(ChatRequest.class);
        RoutedRequest routed = filled(providers.locate(chat));
        ExchangeVariables.ROUTED.set(exchange, routed);
        exchange.getMessage().setBody(routed);
    }

    private RoutedRequest filled(RoutedRequest routed) {
        return ceilings.lower(defaults.addTo(routed), providers);
    }

    private static String name(Routed routed) {
        String provider = routed.provider().id();
        return switch (routed) {
            case RoutedRequest _ -> provider;
            case RoutedEmbedding _ -> provider + "-embeddings";
            case RoutedListing _ -> throw new IllegalStateException("a list of models is asked for by name");
        };
    }
}
