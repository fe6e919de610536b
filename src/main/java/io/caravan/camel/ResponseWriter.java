package io.caravan.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.call.Call;
import io.caravan.http.HttpAnswer;
import io.caravan.http.StreamingBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes what a route left in its exchange. Only headers that are known to be harmless go out. */
final class ResponseWriter {

    private static final Set<String> HEADERS = headers(
            "Retry-After",
            "Allow",
            "Location",
            "Link",
            "Deprecation",
            "Sunset",
            "Cache-Control",
            "Content-Disposition");
    private static final String OWN_PREFIX = "Caravan-";

    private final HttpServletResponse response;
    private final Call call;
    private final ResponseSettings settings;

    ResponseWriter(HttpServletResponse response, Call call, ResponseSettings settings) {
        this.response = response;
        this.call = call;
        this.settings = settings;
    }

    private static Set<String> headers(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    /**
     * Writes the body of the exchange's message.
     *
     * @param failure the answer if the exchange holds an exception that no route has handled
     */
    void write(Exchange exchange, Supplier<HttpAnswer> failure) throws IOException {
        if (exchange.getException() != null) {
            write(failure.get());
            return;
        }
        Message message = exchange.getMessage();
        switch (message.getBody()) {
            case HttpAnswer answer -> {
                headers(message);
                write(answer);
            }
            case StreamingBody body -> stream(message, body);
            case byte[] bytes -> whole(message, bytes);
            case JsonNode json -> whole(message, json.toString().getBytes(StandardCharsets.UTF_8));
            case InputStream in -> whole(message, in.readAllBytes());
            case null -> whole(message, new byte[0]);
            case Object other -> whole(message, other.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes the answer if nothing was written yet; what was begun is broken off. */
    void writeInstead(HttpAnswer answer) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the response cannot be completed");
        }
        response.reset();
        write(answer);
    }

    void write(HttpAnswer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        finish(answer.contentType(), answer.body());
    }

    private void whole(Message message, byte[] body) throws IOException {
        head(message);
        finish(
                Optional.ofNullable(message.getHeader(Exchange.CONTENT_TYPE, String.class))
                        .orElse("application/json"),
                body);
    }

    private void finish(String contentType, byte[] body) throws IOException {
        response.setHeader("X-Request-Id", call.id());
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private void stream(Message message, StreamingBody body) throws IOException {
        try (body) {
            head(message);
            response.setHeader("X-Request-Id", call.id());
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
            response.setContentType(body.contentType());
            ResponseSink sink = new ResponseSink(response, body.keepAlive(), settings.ping());
            call.onPulse(sink::pingIfSilent);
            try {
                sink.begin();
                body.writeTo(sink);
                sink.end();
            } finally {
                sink.stop();
            }
        }
    }

    private void head(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        response.setStatus(status == null ? HttpServletResponse.SC_OK : status);
        headers(message);
    }

    private void headers(Message message) {
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            if (HEADERS.contains(name) || name.startsWith(OWN_PREFIX)) {
                response.setHeader(name, String.valueOf(header.getValue()));
            }
        }
    }
}
