package io.caravan.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Call;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import io.caravan.http.HttpAnswer;
import io.caravan.provider.Cancellations;
import io.caravan.provider.Routed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** What has gone wrong with an exchange, told without the words of any exception. */
@Component
public class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final ObjectMapper json;

    public Failures(ObjectMapper json) {
        this.json = json;
    }

    /** The answer for the exception that the exchange was caught with. */
    public HttpAnswer answer(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        GatewayException failure = failure(cause, exchange);
        log(failure, cause, exchange);
        return answer(failure, ExchangeVariables.errorForm(exchange), ExchangeVariables.requestId(exchange), json);
    }

    static HttpAnswer answer(GatewayException failure, ErrorForm form, String requestId, ObjectMapper json) {
        try {
            byte[] body = json.writeValueAsBytes(form.body(failure, requestId));
            return new HttpAnswer(failure.code().status(), headers(failure), "application/json", body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> headers(GatewayException failure) {
        return failure.retryAfter()
                .map(wait -> Map.of("Retry-After", String.valueOf(wholeSeconds(wait))))
                .orElse(Map.of());
    }

    private static long wholeSeconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }

    /** The failure that an exception stands for. */
    static GatewayException failure(Throwable cause, Exchange exchange) {
        Optional<Routed> routed = ExchangeVariables.routed(exchange);
        Optional<GatewayException> cancelled = ExchangeVariables.call(exchange)
                .flatMap(Call::cancelled)
                .flatMap(reason -> routed.map(request -> Cancellations.failure(reason, request)));
        if (cancelled.isPresent()) {
            return cancelled.get();
        }
        GatewayException failure = kind(
                unwrapped(cause), routed.map(request -> request.provider().id()).orElse("the provider"));
        return failure.origin().isEmpty() && routed.isPresent()
                ? failure.at(routed.get().origin())
                : failure;
    }

    /** What failed in a part of the exchange, which Camel wraps to tell in which. */
    private static Throwable unwrapped(Throwable cause) {
        return cause instanceof CamelExchangeException part && part.getCause() != null ? part.getCause() : cause;
    }

    private static GatewayException kind(Throwable cause, String provider) {
        return switch (cause) {
            case GatewayException failure -> failure;
            case StreamConstraintsException _ ->
                GatewayException.invalid("body", "is nested too deeply or has too many or too long members");
            case JsonProcessingException broken -> GatewayException.invalid("body", notJson(broken));
            case ConnectionRequestTimeoutException _ ->
                new GatewayException(ErrorCode.TOO_BUSY, "no connection to " + provider + " is free");
            case SocketTimeoutException _ ->
                new GatewayException(ErrorCode.TIMEOUT, provider + " could not be reached in time");
            case SSLException _ ->
                new GatewayException(ErrorCode.CONNECTION, "no secure connection to " + provider + " could be made");
            case ConnectException _ -> new GatewayException(ErrorCode.CONNECTION, provider + " could not be reached");
            case UnknownHostException _ ->
                new GatewayException(ErrorCode.CONNECTION, provider + " could not be reached: its host is unknown");
            case IOException _ ->
                new GatewayException(ErrorCode.CONNECTION, "the connection to " + provider + " broke");
            default -> new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request");
        };
    }

    private static String notJson(JsonProcessingException broken) {
        var place = broken.getLocation();
        return place == null || place.getLineNr() < 1
                ? "is not valid JSON"
                : "is not valid JSON (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static void log(GatewayException failure, Throwable cause, Exchange exchange) {
        String id = ExchangeVariables.requestId(exchange);
        switch (failure.code()) {
            case INTERNAL -> LOG.error("{} failed", id, cause);
            case CANCELLED -> LOG.debug("{} cancelled by its client", id);
            default ->
                LOG.atLevel(level(failure.code()))
                        .log("{} failed: {} {}", id, failure.code(), oneLine(failure.getMessage()));
        }
    }

    /** What the caller did wrong is no news, what a provider did is. */
    private static Level level(ErrorCode code) {
        if (!code.upstream()) {
            return Level.DEBUG;
        }
        return code.status() < 500 ? Level.INFO : Level.WARN;
    }

    /** Words of providers and callers, who shall not write lines of the log. */
    private static String oneLine(String message) {
        return UNPRINTABLE.matcher(message).replaceAll(" ");
    }
}
