package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.FailureText;
import io.caravan.provider.Redaction;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.Routed;
import io.caravan.provider.UpstreamFailure;
import java.util.List;

/**
 * Reads what Anthropic says went wrong.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/errors">Errors</a>
 */
final class FailureReader {

    private static final int OK = 200;

    private final RetryAfter retryAfter;

    FailureReader(RetryAfter retryAfter) {
        this.retryAfter = retryAfter;
    }

    /** The failure that an answer with an error's status tells. */
    GatewayException read(UpstreamFailure failure) {
        Routed routed = failure.routed();
        int status = failure.status();
        GatewayException exception = failure(routed, status, failure.json(), " answered " + status)
                .at(routed.origin().withStatus(status));
        ErrorCode code = exception.code();
        boolean later = code.retryable() || code == ErrorCode.QUOTA;
        return later ? exception.retryAfter(retryAfter.of(failure.headers(), exception.getMessage())) : exception;
    }

    /** The failure that an error inside a successful answer tells. */
    static GatewayException read(Routed routed, JsonNode body) {
        return failure(routed, OK, body, " answered an error");
    }

    private static GatewayException failure(Routed routed, int status, JsonNode body, String otherwise) {
        String message = message(body);
        ErrorCode code = code(status, body.path("error").path("type").asText(), message);
        return failure(routed, code, message.isBlank() ? otherwise : ": " + message);
    }

    /** A failure of the provider's, which the message names. */
    static GatewayException failure(Routed routed, ErrorCode code, String words) {
        String message = routed.provider().id() + words;
        return new GatewayException(code, Redaction.of(message, routed.provider())).at(routed.origin());
    }

    private static ErrorCode code(int status, String type, String message) {
        return switch (type) {
            case "authentication_error" -> ErrorCode.AUTHENTICATION;
            case "billing_error" -> ErrorCode.QUOTA;
            case "permission_error" -> ErrorCode.PERMISSION;
            case "not_found_error" -> ErrorCode.NOT_FOUND;
            case "request_too_large" -> ErrorCode.TOO_LARGE;
            case "rate_limit_error" -> ErrorCode.RATE_LIMIT;
            case "timeout_error" -> ErrorCode.TIMEOUT;
            case "overloaded_error" -> ErrorCode.UNAVAILABLE;
            case "invalid_request_error" -> invalidRequest(status, message);
            default -> FailureText.classify(status, message);
        };
    }

    private static ErrorCode invalidRequest(int status, String message) {
        return message.startsWith("prompt: length")
                ? ErrorCode.CONTEXT_WINDOW
                : FailureText.classify(Math.max(status, 400), message);
    }

    /** The words of an error, wherever a body holds them; empty if it holds none. */
    private static String message(JsonNode body) {
        if (body.isTextual()) {
            return body.textValue();
        }
        if (body.isArray()) {
            return message(body.path(0));
        }
        for (JsonNode part : List.of(body.path("error"), body.path("message"), body.path("detail"))) {
            String message = part.isMissingNode() ? "" : message(part);
            if (!message.isBlank()) {
                return message;
            }
        }
        return "";
    }
}
