package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.provider.Answers;
import io.caravan.provider.Routed;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.provider.UpstreamRequest;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The two sides of an HTTP call to a provider: what goes into Camel's http component and what comes out. */
@Component
public class UpstreamExchange {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamExchange.class);

    private final Answers answers;

    public UpstreamExchange(Answers answers) {
        this.answers = answers;
    }

    /** Turns the message's {@link UpstreamRequest} into an HTTP message with no header but the provider's own. */
    public void send(Exchange exchange) {
        Message message = exchange.getMessage();
        UpstreamRequest request = message.getBody(UpstreamRequest.class);
        Routed routed = request.routed();
        ExchangeVariables.ROUTED.set(exchange, routed);
        LOG.debug(
                "{} calling {} with model {}",
                ExchangeVariables.requestId(exchange),
                routed.provider().id(),
                routed.model());
        Map<String, Object> headers = new HashMap<>(request.headers());
        headers.put(Exchange.HTTP_URI, routed.provider().baseUrl() + request.path());
        headers.putIfAbsent(Exchange.CONTENT_TYPE, "application/json");
        headers.put("User-Agent", "Caravan");
        message.setHeaders(headers);
        message.setBody(request.body());
        if (!request.dropped().isEmpty()) {
            ExchangeVariables.DROPPED.set(exchange, DroppedMembers.header(request.dropped()));
        }
        if (routed.streams()) {
            Call.current().ifPresent(Call::streams);
        }
    }

    /**
     * Turns the HTTP message that came back into an {@link UpstreamAnswer}, and leaves no header behind but the
     * gateway's own note of what the provider did not get.
     */
    public void receive(Exchange exchange) {
        Message message = exchange.getMessage();
        Routed routed = ExchangeVariables.routed(exchange).orElseThrow();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Map<String, String> headers = new HashMap<>();
        message.getHeaders()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        InputStream body =
                Optional.ofNullable(message.getBody(InputStream.class)).orElseGet(InputStream::nullInputStream);
        message.setHeaders(ExchangeVariables.dropped(exchange));
        message.setBody(new UpstreamAnswer(routed, status, headers, body, answers));
    }
}
