package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.FailureText;
import io.caravan.provider.Redaction;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.UpstreamFailure;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * What went wrong, by Baidu's numbers, most often under HTTP status 200.
 *
 * @see <a href="https://cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh">The error codes</a>
 */
final class ErnieFailures {

    private final RetryAfter retryAfter;

    ErnieFailures(InstantSource clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    /** Whether a body tells an error. */
    static boolean tells(JsonNode body) {
        return number(body) != 0 || body.path("error_msg").isTextual() || body.hasNonNull("error");
    }

    /** The failure that an error answer tells, whatever its body. */
    GatewayException of(UpstreamFailure failure) {
        int status = failure.status();
        String text = text(failure.json()).orElse("answered with HTTP status " + status);
        String message = failure.routed().provider().id() + ": " + text;
        return new GatewayException(
                        code(failure.json(), status, text),
                        Redaction.of(message, failure.routed().provider()))
                .retryAfter(retryAfter.of(failure.headers(), text))
                .at(failure.routed().origin().withStatus(status));
    }

    /** Baidu's own number, 0 for none. */
    private static int number(JsonNode body) {
        return body.path("error_code").asInt();
    }

    private static Optional<String> text(JsonNode body) {
        int number = number(body);
        return member(body, "error_msg")
                .or(() -> member(body, "error_description"))
                .or(() -> member(body, "error"))
                .or(() -> Optional.of("error " + number).filter(_ -> number != 0));
    }

    private static Optional<String> member(JsonNode body, String name) {
        return Optional.of(body.path(name).asText()).filter(text -> !text.isBlank());
    }

    private static ErrorCode code(JsonNode body, int status, String text) {
        return switch (number(body)) {
            case 1, 2, 336_000 -> ErrorCode.SERVER_ERROR;
            case 3, 100, 336_001, 336_002, 336_003, 336_005 -> request(text);
            case 336_007, 336_103 -> ErrorCode.CONTEXT_WINDOW;
            case 4, 18, 336_501, 336_502 -> ErrorCode.RATE_LIMIT;
            case 17, 19 -> ErrorCode.QUOTA;
            case 6, 15, 336_004 -> ErrorCode.PERMISSION;
            case 13, 14 -> ErrorCode.AUTHENTICATION;
            case 110, 111 -> ErrorCode.STALE_TOKEN;
            case 336_100 -> ErrorCode.UNAVAILABLE;
            default -> named(body.path("error").asText(), status, text);
        };
    }

    /** A request that is wrong, perhaps because it is too long. */
    private static ErrorCode request(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        return words.contains("too long") || words.contains("max input")
                ? ErrorCode.CONTEXT_WINDOW
                : FailureText.classify(400, text);
    }

    /** By the words of OAuth, which the token's address speaks. */
    private static ErrorCode named(String word, int status, String text) {
        return switch (word) {
            case "invalid_client", "unauthorized_client", "invalid_grant" -> ErrorCode.AUTHENTICATION;
            default -> FailureText.classify(status, text);
        };
    }
}
