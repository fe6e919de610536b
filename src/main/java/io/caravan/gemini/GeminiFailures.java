package io.caravan.gemini;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.FailureText;
import io.caravan.provider.Redaction;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.UpstreamFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What went wrong, by Google's status words and details.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/troubleshooting">Gemini's errors</a>
 */
final class GeminiFailures {

    private final RetryAfter retryAfter;

    GeminiFailures(InstantSource clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    /** The failure that an error answer tells, whatever its body. */
    GatewayException of(UpstreamFailure failure) {
        GoogleError error = GoogleError.of(failure.json());
        int status = failure.status() < 400 ? error.code().orElse(failure.status()) : failure.status();
        String text = error.message().orElse("answered with HTTP status " + status);
        String message = failure.routed().provider().id() + ": " + text;
        ErrorCode code = code(error, status, text);
        return new GatewayException(code, Redaction.of(message, failure.routed().provider()))
                .retryAfter(wait(failure, error, code, text))
                .at(failure.routed().origin().withStatus(status));
    }

    private static ErrorCode code(GoogleError error, int status, String text) {
        if (badKey(error, text)) {
            return ErrorCode.AUTHENTICATION;
        }
        return switch (error.status()) {
            case "UNAUTHENTICATED" -> ErrorCode.AUTHENTICATION;
            // The region is not served, or there is no billing account.
            case "PERMISSION_DENIED", "FAILED_PRECONDITION" -> ErrorCode.PERMISSION;
            case "NOT_FOUND" -> ErrorCode.NOT_FOUND;
            case "RESOURCE_EXHAUSTED" -> error.daily() ? ErrorCode.QUOTA : ErrorCode.RATE_LIMIT;
            case "CANCELLED", "DEADLINE_EXCEEDED" -> ErrorCode.TIMEOUT;
            case "INTERNAL" -> ErrorCode.SERVER_ERROR;
            case "UNAVAILABLE" -> ErrorCode.UNAVAILABLE;
            default -> FailureText.classify(status, text);
        };
    }

    /** A wrong key is answered with 400, not 401. */
    private static boolean badKey(GoogleError error, String text) {
        return error.reason().filter("API_KEY_INVALID"::equals).isPresent()
                || text.toLowerCase(Locale.ROOT).contains("api key not valid");
    }

    /** By the headers of HTTP, else by Google's own detail or the wording, which mean nothing for a quota of a day. */
    private Optional<Duration> wait(UpstreamFailure failure, GoogleError error, ErrorCode code, String text) {
        Optional<Duration> header = retryAfter.of(failure.headers(), "");
        if (header.isPresent() || !code.retryable()) {
            return header;
        }
        return error.retryDelay().flatMap(RetryAfter::seconds).or(() -> retryAfter.of(Map.of(), text));
    }
}
