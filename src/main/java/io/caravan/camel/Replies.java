package io.caravan.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.client.ChatEventStream;
import io.caravan.client.ChatEvents;
import io.caravan.provider.RoutedRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Gives answers the form in which HTTP clients read them. */
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

    /** Puts what the model thought to the top of a whole answer too, where callers of {@code /llm/generate} look for it. */
    public void reasoningOnTop(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof ChatResponse response) {
            response.choices().stream()
                    .findFirst()
                    .flatMap(choice -> choice.message().reasoning())
                    .ifPresent(reasoning -> exchange.getMessage().setBody(withReasoning(response, reasoning)));
        }
    }

    private static ChatResponse withReasoning(ChatResponse response, String reasoning) {
        Map<String, JsonNode> extras = new LinkedHashMap<>(response.extras());
        extras.put("reasoning_content", TextNode.valueOf(reasoning));
        return new ChatResponse(
                response.id(), response.created(), response.model(), response.choices(), response.usage(), extras);
    }
}
