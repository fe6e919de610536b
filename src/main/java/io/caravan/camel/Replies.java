package io.caravan.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatStream;
import io.caravan.client.ChatEventStream;
import io.caravan.client.ChatEvents;
import io.caravan.provider.RoutedRequest;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Gives streams the form in which HTTP clients read them. */
@Component
public class Replies {

    private final ObjectMapper json;

    public Replies(ObjectMapper json) {
        this.json = json;
    }

    /** The message's {@link ChatStream} as server-sent events. */
    public ChatEventStream events(Exchange exchange) {
        ChatStream stream = exchange.getMessage().getBody(ChatStream.class);
        boolean showsUsage = ExchangeVariables.routed(exchange)
                .filter(routed ->
                        routed instanceof RoutedRequest chat && chat.chat().wantsUsage())
                .isPresent();
        return new ChatEventStream(
                stream, new ChatEvents(stream.head(), showsUsage, ExchangeVariables.errorForm(exchange), json));
    }
}
