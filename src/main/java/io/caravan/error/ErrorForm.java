package io.caravan.error;

import java.util.regex.Pattern;

/** The form in which a caller expects its errors, told by the path that it called. */
public enum ErrorForm {
    /** LiteLLM's exception names and {@code server.llm.*} codes, under {@code /llm}. */
    GATEWAY,
    /** OpenAI's types and codes, under {@code /v1}. */
    OPENAI,
    /** Anthropic's types, under {@code /v1/messages}. */
    ANTHROPIC,
    /** Google's statuses, under {@code /v1beta}. */
    GOOGLE,
    /** One sentence under {@code error}, for the oldest callers, under {@code /llm/{provider}/generate}. */
    SENTENCE;

    private static final Pattern OLDEST = Pattern.compile("/llm/[a-z]+/generate");

    /** The form that callers of a path expect. */
    public static ErrorForm ofPath(String path) {
        if (path.equals("/v1/messages") || path.startsWith("/v1/messages/")) {
            return ANTHROPIC;
        }
        if (path.startsWith("/v1/")) {
            return OPENAI;
        }
        if (path.startsWith("/v1beta/")) {
            return GOOGLE;
        }
        return OLDEST.matcher(path).matches() ? SENTENCE : GATEWAY;
    }

    /** The body for a failure, to be written as JSON. */
    public Record body(GatewayException failure, String requestId) {
        return switch (this) {
            case GATEWAY, OPENAI -> ErrorResponse.of(failure, this, requestId);
            case ANTHROPIC -> AnthropicError.of(failure, requestId);
            case GOOGLE -> GoogleError.of(failure);
            case SENTENCE -> SentenceError.of(failure, requestId);
        };
    }
}
