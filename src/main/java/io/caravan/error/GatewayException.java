package io.caravan.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call that failed, and all that its caller may know of it. The message is meant for the caller: no secret,
 * no address of a provider, no text of some other exception.
 */
public final class GatewayException extends RuntimeException {

    private final ErrorCode code;
    private final transient Optional<Origin> origin;
    private final transient Optional<Duration> retryAfter;
    private final transient List<FieldError> fields;

    public GatewayException(ErrorCode code, String message) {
        this(code, message, Optional.empty(), Optional.empty(), List.of());
    }

    private GatewayException(
            ErrorCode code,
            String message,
            Optional<Origin> origin,
            Optional<Duration> retryAfter,
            List<FieldError> fields) {
        super(message, null, false, false);
        this.code = code;
        this.origin = origin;
        this.retryAfter = retryAfter;
        this.fields = List.copyOf(fields);
    }

    /** A request with members that are wrong; the message names the first. */
    public static GatewayException invalid(List<FieldError> fields) {
        FieldError first = fields.getFirst();
        String more = fields.size() == 1 ? "" : " (and " + (fields.size() - 1) + " more)";
        String message = first.path() + ": " + first.message() + more;
        return new GatewayException(ErrorCode.VALIDATION, message, Optional.empty(), Optional.empty(), fields);
    }

    /** A request in which one member is wrong. */
    public static GatewayException invalid(String path, String message) {
        return invalid(List.of(new FieldError(path, message)));
    }

    /** A request with a member that the model or its provider cannot take. */
    public static GatewayException unsupported(String path, String message) {
        return new GatewayException(
                ErrorCode.UNSUPPORTED_PARAMETER,
                path + ": " + message,
                Optional.empty(),
                Optional.empty(),
                List.of(new FieldError(path, message)));
    }

    /** The same failure, placed. */
    public GatewayException at(Origin place) {
        return new GatewayException(code, getMessage(), Optional.of(place), retryAfter, fields);
    }

    /** The same failure with a time after which another try makes sense. */
    public GatewayException retryAfter(Optional<Duration> wait) {
        return new GatewayException(code, getMessage(), origin, wait, fields);
    }

    public ErrorCode code() {
        return code;
    }

    /** The provider and the model, if the call got that far. */
    public Optional<Origin> origin() {
        return origin;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The wrong members of the request, most often none. */
    public List<FieldError> fields() {
        return fields;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
