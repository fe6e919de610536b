package io.caravan.camel;

import io.caravan.chat.ChatRequest;
import io.caravan.provider.Providers;
import io.caravan.provider.RoutedRequest;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Chooses the provider of a request by its model's name. */
@Component
public class Dispatcher {

    private final Providers providers;

    public Dispatcher(Providers providers) {
        this.providers = providers;
    }

    /**
     * Puts the routed request into the message, and into the variables {@code provider} and {@code stream} whose the
     * model is and whether the answer is wanted piece by piece.
     */
    public void route(Exchange exchange) {
        ChatRequest request = exchange.getMessage().getBody(ChatRequest.class);
        RoutedRequest routed = providers.route(request);
        ExchangeVariables.ROUTED.set(exchange, routed);
        ExchangeVariables.PROVIDER.set(exchange, routed.provider().id());
        ExchangeVariables.STREAM.set(exchange, request.stream());
        exchange.getMessage().setBody(routed);
    }
}
