package io.caravan.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/**
 * The body of an error as Google's clients know it.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors">Errors</a>
 */
public record GoogleError(Body error) {

    private static final String BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    /**
     * What failed.
     *
     * @param code the HTTP status
     * @param status Google's word for it
     */
    public record Body(
            int code,
            String message,
            String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Record> details) {}

    /** The wrong members of a request. */
    public record BadRequest(@JsonProperty("@type") String type, List<Violation> fieldViolations) {}

    /** A wrong member of a request. */
    public record Violation(String field, String description) {}

    /** After how many seconds another try makes sense, with the unit s. */
    public record RetryInfo(@JsonProperty("@type") String type, String retryDelay) {}

    static GoogleError of(GatewayException failure) {
        ErrorCode code = failure.code();
        return new GoogleError(new Body(code.status(), failure.getMessage(), status(code), details(failure)));
    }

    private static List<Record> details(GatewayException failure) {
        Stream<Record> violations = failure.fields().isEmpty()
                ? Stream.empty()
                : Stream.of(new BadRequest(
                        BAD_REQUEST,
                        failure.fields().stream()
                                .map(field -> new Violation(field.path(), field.message()))
                                .toList()));
        Stream<Record> wait = failure.retryAfter().stream()
                .map(time ->
                        new RetryInfo(RETRY_INFO, time.plusNanos(999_999_999).toSeconds() + "s"));
        return Stream.concat(violations, wait).toList();
    }

    private static String status(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> code.status() < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
