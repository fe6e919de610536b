package io.caravan.provider;

import io.caravan.error.ErrorCode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the wording of a provider's error message and its HTTP status tell of the kind of failure. Vendor codes
 * are the dialects' business and come first.
 */
public final class FailureText {

    private static final Pattern RATE_LIMIT =
            Pattern.compile("\\b429\\b|rate[\\s_-]*limit|service tier capacity exceeded|too many requests");
    private static final Pattern CONTEXT = Pattern.compile("exceed context limit|maximum context length"
            + "|string too long\\. expected a string with maximum length|model's maximum context limit"
            + "|is longer than the model's context length|input tokens exceed the configured limit"
            + "|context_length_exceeded|prompt is too long|range of input length should be|input is too long"
            + "|exceeded model token limit|tokens_too_long|exceeds the maximum number of tokens"
            + "|request payload size exceeds");
    private static final Pattern CONTENT = Pattern.compile("content_policy_violation"
            + "|violating our usage policy|rejected as a result of (the|our) safety system|content management policy"
            + "|responsibleaipolicyviolation|sensitivecontentdetected|data_inspection_failed"
            + "|may contain inappropriate content|green net check failed|content exists risk"
            + "|content filtering policy");
    private static final Pattern QUOTA =
            Pattern.compile("credit balance is too low|insufficient balance|insufficient_quota|exceeded_current_quota");

    private FailureText() {}

    /**
     * The kind of failure, by its wording where the status leaves that open, else by the status.
     *
     * @param message the provider's error message alone, never text of the caller's that it echoes
     */
    public static ErrorCode classify(int status, String message) {
        if (status == 401 || status == 403) {
            return byStatus(status);
        }
        return byWording(message).filter(code -> fits(code, status)).orElseGet(() -> byStatus(status));
    }

    private static boolean fits(ErrorCode code, int status) {
        return code == ErrorCode.RATE_LIMIT ? status < 400 || status == 429 : status < 500;
    }

    /** The kind of failure that the wording gives away, if it does. */
    public static Optional<ErrorCode> byWording(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (QUOTA.matcher(text).find()) {
            return Optional.of(ErrorCode.QUOTA);
        }
        if (CONTEXT.matcher(text).find()) {
            return Optional.of(ErrorCode.CONTEXT_WINDOW);
        }
        if (CONTENT.matcher(text).find()) {
            return Optional.of(ErrorCode.CONTENT_POLICY);
        }
        return RATE_LIMIT.matcher(text).find() ? Optional.of(ErrorCode.RATE_LIMIT) : Optional.empty();
    }

    /** The kind of failure by HTTP status; a 2xx that held an error is a server's fault. */
    public static ErrorCode byStatus(int status) {
        return switch (status) {
            case 401 -> ErrorCode.AUTHENTICATION;
            case 402 -> ErrorCode.QUOTA;
            case 403 -> ErrorCode.PERMISSION;
            case 404 -> ErrorCode.NOT_FOUND;
            case 408, 499, 504 -> ErrorCode.TIMEOUT;
            case 413 -> ErrorCode.TOO_LARGE;
            case 429 -> ErrorCode.RATE_LIMIT;
            case 503, 529, 498 -> ErrorCode.UNAVAILABLE;
            default -> status >= 400 && status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.SERVER_ERROR;
        };
    }
}
