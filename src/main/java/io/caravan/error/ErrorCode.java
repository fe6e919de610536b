package io.caravan.error;

import java.util.Optional;

/**
 * Every way in which a call can fail. The status, both vocabularies of names and whether another try may help
 * are told here and nowhere else.
 */
public enum ErrorCode {
    VALIDATION(400, "ValidationError", "invalid_request_error", "", false),
    UNKNOWN_MODEL(400, "BadRequestError", "invalid_request_error", "model_not_found", false),
    NO_MODEL(400, "BadRequestError", "invalid_request_error", "model_not_given", false),
    INVALID_PROVIDER(400, "InvalidProvider", "invalid_request_error", "invalid_provider", false),
    UNSUPPORTED_PARAMETER(400, "UnsupportedParamsError", "invalid_request_error", "unsupported_parameter", false),
    NOT_CONFIGURED(503, "NotConfigured", "api_error", "provider_not_configured", false),
    NO_SUCH_PATH(404, "NotFoundError", "invalid_request_error", "unknown_url", false),
    NO_SUCH_MODEL(404, "NotFoundError", "invalid_request_error", "model_not_found", false),
    GONE(410, "Gone", "invalid_request_error", "endpoint_gone", false),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "invalid_request_error", "method_not_supported", false),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType", "invalid_request_error", "unsupported_media_type", false),
    BODY_TOO_LARGE(413, "RequestTooLarge", "invalid_request_error", "request_too_large", false),
    TOO_BUSY(503, "ServiceUnavailableError", "overloaded_error", "gateway_overloaded", true),
    INTERNAL(500, "InternalError", "api_error", "internal_error", true),

    BAD_REQUEST(400, "BadRequestError", "invalid_request_error", "", false),
    CONTEXT_WINDOW(400, "ContextWindowExceededError", "invalid_request_error", "context_length_exceeded", false),
    CONTENT_POLICY(400, "ContentPolicyViolationError", "invalid_request_error", "content_policy_violation", false),
    AUTHENTICATION(401, "AuthenticationError", "authentication_error", "invalid_api_key", false),
    /** An access token that the provider gave for the key is no longer taken; a new one may be. */
    STALE_TOKEN(401, "AuthenticationError", "authentication_error", "invalid_api_key", false),
    PERMISSION(403, "PermissionDeniedError", "permission_error", "", false),
    NOT_FOUND(404, "NotFoundError", "not_found_error", "model_not_found", false),
    TOO_LARGE(413, "RequestTooLarge", "invalid_request_error", "request_too_large", false),
    RATE_LIMIT(429, "RateLimitError", "rate_limit_error", "rate_limit_exceeded", true),
    QUOTA(429, "RateLimitError", "insufficient_quota", "insufficient_quota", false),
    TIMEOUT(504, "Timeout", "timeout_error", "timeout", true),
    SERVER_ERROR(502, "InternalServerError", "server_error", "", true),
    UNAVAILABLE(503, "ServiceUnavailableError", "overloaded_error", "", true),
    CONNECTION(502, "APIConnectionError", "api_connection_error", "", true),
    BAD_ANSWER(502, "APIError", "api_error", "invalid_upstream_response", true),
    CANCELLED(499, "Cancelled", "cancelled", "client_closed_request", false);

    private final int status;
    private final String type;
    private final String openAiType;
    private final String openAiCode;
    private final boolean retryable;

    ErrorCode(int status, String type, String openAiType, String openAiCode, boolean retryable) {
        this.status = status;
        this.type = type;
        this.openAiType = openAiType;
        this.openAiCode = openAiCode;
        this.retryable = retryable;
    }

    /** The HTTP status that the caller gets. */
    public int status() {
        return status;
    }

    /** The name under {@code /llm}, where it is LiteLLM's exception class. */
    public String type() {
        return type;
    }

    /** The name under {@code /v1}, in OpenAI's vocabulary. */
    public String openAiType() {
        return openAiType;
    }

    /** OpenAI's finer word for it, where there is one. */
    public Optional<String> openAiCode() {
        return openAiCode.isEmpty() ? Optional.empty() : Optional.of(openAiCode);
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether a provider, not the gateway, is where it failed. */
    public boolean upstream() {
        return compareTo(BAD_REQUEST) >= 0 && this != CANCELLED;
    }

    /** The key and the number under which older callers know the failure. */
    public Optional<ServerCode> serverCode() {
        return switch (this) {
            case NO_MODEL -> Optional.of(new ServerCode("server.llm.noDefaultLlm", 8001));
            case UNKNOWN_MODEL -> Optional.of(new ServerCode("server.llm.modelNotSupported", 8003));
            case NOT_CONFIGURED -> Optional.of(new ServerCode("server.llm.specifiedLlmNotConfigured", 8002));
            default -> upstream() ? Optional.of(new ServerCode("server.llm.requestFailed", 8004)) : Optional.empty();
        };
    }

    /** A message key with its number. */
    public record ServerCode(String key, int number) {}
}
