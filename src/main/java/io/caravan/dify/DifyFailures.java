package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.FailureText;
import io.caravan.provider.Redaction;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.Routed;
import io.caravan.provider.UpstreamFailure;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What went wrong, by Dify's codes.
 *
 * @see <a href="https://docs.dify.ai/en/api-reference/chat-messages/send-chat-message">The errors of a chat message</a>
 */
final class DifyFailures {

    private static final int OK = 200;

    private final RetryAfter retryAfter;

    DifyFailures(InstantSource clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    /** The failure that an error answer tells, whatever its body. */
    GatewayException of(UpstreamFailure failure) {
        JsonNode json = failure.json();
        int status = failure.status() < 400 ? told(json).orElse(failure.status()) : failure.status();
        String text = text(json, "message")
                .or(() -> text(json, "code"))
                .orElse("answered with HTTP status " + failure.status());
        return failure(failure.routed(), code(json.path("code").asText(), status, text), text)
                .retryAfter(retryAfter.of(failure.headers(), text))
                .at(failure.routed().origin().withStatus(failure.status()));
    }

    /** The failure that an error tells which came with a success, whole or as an event. */
    GatewayException within(Routed routed, JsonNode error) {
        return of(new UpstreamFailure(routed, OK, Map.of(), error));
    }

    /** The failure of an app whose workflow failed. */
    GatewayException ofWorkflow(Routed routed, JsonNode data) {
        String text = text(data, "error").orElse("the app's workflow failed");
        return failure(routed, FailureText.byWording(text).orElse(ErrorCode.SERVER_ERROR), text);
    }

    private static GatewayException failure(Routed routed, ErrorCode code, String text) {
        String message = routed.provider().id() + ": " + text;
        return new GatewayException(code, Redaction.of(message, routed.provider()))
                .at(routed.origin().withStatus(OK));
    }

    private static Optional<Integer> told(JsonNode json) {
        int status = json.path("status").asInt();
        return status >= 400 && status < 600 ? Optional.of(status) : Optional.empty();
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.of(json.path(name).asText()).filter(text -> !text.isBlank() && !text.equals("null"));
    }

    private static ErrorCode code(String code, int status, String text) {
        return switch (code) {
            case "provider_not_initialize", "model_currently_not_support" -> ErrorCode.PERMISSION;
            // The plan's quota, which comes back with its next period.
            case "provider_quota_exceeded", "rate_limit_error" -> ErrorCode.QUOTA;
            // The app's own call of its model failed, for whatever reason.
            case "completion_request_error" -> FailureText.byWording(text).orElse(ErrorCode.SERVER_ERROR);
            case "too_many_requests" -> ErrorCode.RATE_LIMIT;
            default -> FailureText.classify(status, text);
        };
    }
}
