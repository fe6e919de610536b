package io.caravan.error;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of an error as Anthropic's clients know it.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/errors">Errors</a>
 */
public record AnthropicError(
        String type, Body error, @JsonProperty("request_id") String requestId) {

    /** What failed. */
    public record Body(String type, String message) {}

    static AnthropicError of(GatewayException failure, String requestId) {
        return new AnthropicError("error", new Body(type(failure.code()), failure.getMessage()), requestId);
    }

    private static String type(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> code.retryable() ? "overloaded_error" : "api_error";
            case 504 -> "timeout_error";
            default -> code.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
