package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.FailureText;
import io.caravan.provider.Redaction;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.Routed;
import io.caravan.provider.UpstreamFailure;
import java.util.Locale;

/**
 * Reads what Cohere says went wrong: a status, and a sentence.
 *
 * @see <a href="https://docs.cohere.com/reference/errors">Errors</a>
 */
final class FailureReader {

    private static final int OK = 200;

    /** A request or an answer that holds something on Cohere's list of what is not allowed. */
    private static final int DENIED = 498;

    private final RetryAfter retryAfter;

    FailureReader(RetryAfter retryAfter) {
        this.retryAfter = retryAfter;
    }

    /** The failure that an answer with an error's status tells. */
    GatewayException read(UpstreamFailure failure) {
        int status = failure.status();
        String message = message(failure.json());
        String words = message.isBlank() ? "answered status " + status + " without a message" : message;
        return failure(failure.routed(), code(status, message), words)
                .at(failure.routed().origin().withStatus(status))
                .retryAfter(retryAfter.of(failure.headers(), message));
    }

    /** The failure of a success that is no answer: it tells an error, or makes no sense. */
    static GatewayException within(Routed routed, JsonNode body) {
        return within(routed, body, "answered something that is no chat");
    }

    /**
     * The failure of a success that is no answer: it tells an error, or makes no sense.
     *
     * @param otherwise what it is if it tells nothing
     */
    static GatewayException within(Routed routed, JsonNode body, String otherwise) {
        String message = message(body);
        return message.isBlank()
                ? failure(routed, ErrorCode.BAD_ANSWER, otherwise)
                : failure(routed, code(OK, message), message);
    }

    /** The failure of an answer that ended with a word for it. */
    static GatewayException ended(Routed routed, ErrorCode code, String word, String message) {
        if (message.isBlank()) {
            return failure(routed, code, "ended its answer with " + word);
        }
        ErrorCode told = code(OK, message);
        return failure(routed, told == ErrorCode.SERVER_ERROR ? code : told, message);
    }

    /** A failure of the provider's, which the message names. */
    static GatewayException failure(Routed routed, ErrorCode code, String words) {
        String message = routed.provider().id() + ": " + Redaction.of(words.strip(), routed.provider());
        return new GatewayException(code, message).at(routed.origin().withStatus(OK));
    }

    private static String message(JsonNode body) {
        for (String name : new String[] {"message", "error", "detail"}) {
            String message = body.path(name).asText("");
            if (!message.isBlank()) {
                return message;
            }
        }
        return "";
    }

    private static ErrorCode code(int status, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (status == DENIED) {
            return ErrorCode.CONTENT_POLICY;
        }
        if (status == 401 || status == 403 || status >= 500) {
            return FailureText.byStatus(status);
        }
        if (text.contains("too many tokens")) {
            return ErrorCode.CONTEXT_WINDOW;
        }
        if (text.contains("invalid api token")) {
            return ErrorCode.AUTHENTICATION;
        }
        if (text.contains("calls / month")) {
            return ErrorCode.QUOTA;
        }
        return status < 400 ? toldInASuccess(text) : FailureText.classify(status, message);
    }

    private static ErrorCode toldInASuccess(String text) {
        if (text.contains("overloaded") || text.contains("unavailable")) {
            return ErrorCode.UNAVAILABLE;
        }
        return text.contains("slow down")
                ? ErrorCode.RATE_LIMIT
                : FailureText.byWording(text).orElse(ErrorCode.SERVER_ERROR);
    }
}
