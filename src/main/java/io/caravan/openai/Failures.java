package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.FailureText;
import io.caravan.provider.Redaction;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.Routed;
import io.caravan.provider.UpstreamFailure;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The failures that OpenAI-compatible providers tell, by status, by vendor code or by wording. */
final class Failures {

    private static final int OK = 200;

    /** Names that say what the status of a success does not. */
    private static final Map<String, ErrorCode> NAMES = Map.ofEntries(
            Map.entry("invalid_api_key", ErrorCode.AUTHENTICATION),
            Map.entry("authentication_error", ErrorCode.AUTHENTICATION),
            Map.entry("permission_error", ErrorCode.PERMISSION),
            Map.entry("model_not_found", ErrorCode.NOT_FOUND),
            Map.entry("not_found_error", ErrorCode.NOT_FOUND),
            Map.entry("timeout_error", ErrorCode.TIMEOUT),
            Map.entry("overloaded", ErrorCode.UNAVAILABLE),
            Map.entry("overloaded_error", ErrorCode.UNAVAILABLE),
            Map.entry("service_unavailable", ErrorCode.UNAVAILABLE),
            Map.entry("invalid_request_error", ErrorCode.BAD_REQUEST),
            Map.entry("BadRequestError", ErrorCode.BAD_REQUEST));

    private final RetryAfter retryAfter;

    Failures(InstantSource clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    /** The failure that an error answer tells. */
    GatewayException of(UpstreamFailure failure, Dialect dialect) {
        ErrorBody error = ErrorBody.of(failure.json());
        return failure(failure.routed(), kind(failure.status(), error, dialect), message(failure.status(), error))
                .at(failure.routed().origin().withStatus(failure.status()))
                .retryAfter(retryAfter.of(failure.headers(), error.message()));
    }

    /** The failure that a body tells which came with a success, whole or as an event. */
    GatewayException within(Routed routed, JsonNode body, Dialect dialect) {
        return of(new UpstreamFailure(routed, OK, Map.of(), body), dialect);
    }

    /** The failure of an answer that ended with a word for it. */
    GatewayException ended(Routed routed, ErrorCode code, String word) {
        return failure(routed, code, "ended its answer with " + word);
    }

    /** The failure of an answer that makes no sense. */
    GatewayException senseless(Routed routed, String what) {
        return failure(routed, ErrorCode.BAD_ANSWER, what);
    }

    private static GatewayException failure(Routed routed, ErrorCode code, String text) {
        String message = routed.provider().id() + ": " + Redaction.of(text, routed.provider());
        return new GatewayException(code, message).at(routed.origin().withStatus(OK));
    }

    private static String message(int status, ErrorBody error) {
        if (!error.message().isBlank()) {
            return error.message().strip();
        }
        return error.code().isEmpty() ? "answered status " + status + " without a message" : error.code();
    }

    private static ErrorCode kind(int status, ErrorBody error, Dialect dialect) {
        int told = status < 400 ? statusIn(error.code()).orElse(status) : status;
        return dialect.errors()
                .find(told, error)
                .or(() -> named(told, error))
                .orElseGet(() -> FailureText.classify(told, error.code() + " " + error.type() + " " + error.message()));
    }

    /** OpenRouter and vLLM put the status into the body. */
    private static Optional<Integer> statusIn(String code) {
        boolean status = code.length() == 3 && (code.charAt(0) == '4' || code.charAt(0) == '5');
        return status && code.chars().allMatch(Character::isDigit)
                ? Optional.of(Integer.valueOf(code))
                : Optional.empty();
    }

    private static Optional<ErrorCode> named(int status, ErrorBody error) {
        if (error.code().equals("model_not_found") && status != 401 && status != 403) {
            return Optional.of(ErrorCode.NOT_FOUND);
        }
        if (status >= 400) {
            return Optional.empty();
        }
        return FailureText.byWording(error.code() + " " + error.message())
                .or(() -> Optional.ofNullable(NAMES.get(error.code())))
                .or(() -> Optional.ofNullable(NAMES.get(error.type())))
                .or(() -> overloaded(error.message()));
    }

    private static Optional<ErrorCode> overloaded(String message) {
        boolean told = message.toLowerCase(Locale.ROOT).contains("overloaded");
        return told ? Optional.of(ErrorCode.UNAVAILABLE) : Optional.empty();
    }
}
