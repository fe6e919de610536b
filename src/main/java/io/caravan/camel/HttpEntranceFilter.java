package io.caravan.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Call;
import io.caravan.call.Calls;
import io.caravan.call.CancelReason;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import io.caravan.http.BodyMemory;
import io.caravan.http.ClientConnection;
import io.caravan.http.HttpAnswer;
import io.caravan.http.RequestBodies;
import io.caravan.http.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request to the route whose path it has, on the request's own thread, and writes what the route answers.
 * Other paths go on to Spring.
 */
public final class HttpEntranceFilter extends HttpFilter {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEntranceFilter.class);
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final transient HttpEntrance entrance;
    private final transient Calls calls;
    private final transient RequestBodies bodies;
    private final transient RequestIds ids;
    private final transient ObjectMapper json;
    private final transient ResponseSettings settings;

    public HttpEntranceFilter(
            HttpEntrance entrance,
            Calls calls,
            RequestBodies bodies,
            RequestIds ids,
            ObjectMapper json,
            ResponseSettings settings) {
        this.entrance = entrance;
        this.calls = calls;
        this.bodies = bodies;
        this.ids = ids;
        this.json = json;
        this.settings = settings;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        entrance.awaitReady();
        List<HttpDoor> doors = entrance.doors(request.getRequestURI());
        if (doors.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Call call = calls.begin(id(request));
        try {
            ResponseWriter writer = new ResponseWriter(response, call, settings);
            Optional<HttpDoor> door = doors.stream()
                    .filter(one -> one.allows(request.getMethod()))
                    .findFirst();
            if (door.isEmpty()) {
                writer.write(methodNotAllowed(request, doors, call));
            } else {
                serve(door.get(), request, writer, call);
            }
        } catch (IOException broken) {
            // What is malformed the server refuses itself.
            if (!RequestBodies.malformed(broken)) {
                LOG.debug("{} lost its client", call.id(), broken);
                ClientConnection.current().ifPresent(ClientConnection::abort);
            }
        } finally {
            calls.end(call);
        }
    }

    private String id(HttpServletRequest request) {
        String given = request.getHeader("X-Request-Id");
        return given != null && SAFE_ID.matcher(given).matches() ? given : ids.next();
    }

    private void serve(HttpDoor door, HttpServletRequest request, ResponseWriter writer, Call call) throws IOException {
        try (BodyMemory.Share share = bodies.share()) {
            // The bytes are given away: they are large, and of no use once they are understood.
            Exchange exchange = exchange(door, request, bodies.read(request, share, door.consumes()), call);
            ScopedValue.where(Call.CURRENT, call).call(() -> {
                answer(door, exchange, writer, call);
                return call;
            });
        } catch (GatewayException refused) {
            writer.write(error(refused, request, call));
        }
    }

    private static Exchange exchange(HttpDoor door, HttpServletRequest request, byte[] body, Call call) {
        Exchange exchange = door.createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Map<String, Object> headers = exchange.getIn().getHeaders();
        request.getHeaderNames().asIterator().forEachRemaining(name -> {
            if (!name.regionMatches(true, 0, "camel", 0, 5)) {
                headers.put(name, request.getHeader(name));
            }
        });
        headers.putAll(HttpEntrance.parts(door, request.getRequestURI()));
        headers.put(
                Exchange.HTTP_QUERY,
                Optional.ofNullable(request.getQueryString()).orElse(""));
        exchange.getIn().setBody(body);
        ExchangeVariables.CALL.set(exchange, call);
        ExchangeVariables.ERROR_FORM.set(exchange, form(request));
        return exchange;
    }

    /** Runs the route and writes its answer, watching for a client that leaves meanwhile. */
    private void answer(HttpDoor door, Exchange exchange, ResponseWriter writer, Call call) throws IOException {
        Optional<ClientConnection> connection = ClientConnection.current();
        connection.ifPresent(client -> {
            client.watch();
            call.onPulse(() -> {
                if (client.gone()) {
                    call.cancel(CancelReason.CLIENT_GONE);
                }
            });
        });
        try {
            door.createUoW(exchange);
            door.getProcessor().process(exchange);
            writer.write(exchange, () -> unexpected(exchange));
        } catch (IOException clientGone) {
            call.cancel(CancelReason.CLIENT_GONE);
            throw clientGone;
        } catch (Exception unexpected) {
            LOG.error("{} failed", call.id(), unexpected);
            writer.writeInstead(unexpected(exchange));
        } finally {
            connection.ifPresent(ClientConnection::release);
            door.doneUoW(exchange);
            door.releaseExchange(exchange, false);
        }
    }

    private HttpAnswer unexpected(Exchange exchange) {
        Optional.ofNullable(exchange.getException())
                .ifPresent(cause -> LOG.error("{} failed", ExchangeVariables.requestId(exchange), cause));
        GatewayException failure = new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request");
        return error(failure, ExchangeVariables.errorForm(exchange), ExchangeVariables.requestId(exchange));
    }

    private HttpAnswer methodNotAllowed(HttpServletRequest request, List<HttpDoor> doors, Call call) {
        TreeSet<String> allowed = new TreeSet<>();
        doors.forEach(door -> allowed.addAll(door.methods()));
        GatewayException failure = new GatewayException(
                ErrorCode.METHOD_NOT_ALLOWED,
                request.getMethod() + " is not allowed here, use " + String.join(" or ", allowed));
        HttpAnswer answer = error(failure, request, call);
        return new HttpAnswer(
                answer.status(), Map.of("Allow", String.join(", ", allowed)), answer.contentType(), answer.body());
    }

    private HttpAnswer error(GatewayException failure, HttpServletRequest request, Call call) {
        return error(failure, form(request), call.id());
    }

    private HttpAnswer error(GatewayException failure, ErrorForm form, String requestId) {
        return Failures.answer(failure, form, requestId, json);
    }

    private static ErrorForm form(HttpServletRequest request) {
        return ErrorForm.ofPath(request.getRequestURI());
    }
}
