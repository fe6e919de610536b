package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An error as Google's services tell it.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors#error_model">The error model and its details</a>
 */
record GoogleError(JsonNode json) {

    /** The error in a body of any shape: Google's own, in an array of one, a bare sentence, or nothing. */
    static GoogleError of(JsonNode body) {
        JsonNode object = body.isArray() ? body.path(0) : body;
        return new GoogleError(object.has("error") ? object.path("error") : object);
    }

    /** The HTTP status that the error is worth, where the answer's own is that of a success. */
    Optional<Integer> code() {
        int code = json.path("code").asInt();
        return code >= 400 && code < 600 ? Optional.of(code) : Optional.empty();
    }

    /** Google's word for the kind of failure, empty if there is none. */
    String status() {
        return json.path("status").asText();
    }

    Optional<String> message() {
        JsonNode message = json.isTextual() ? json : json.path("message");
        return Optional.of(message.asText()).filter(text -> !text.isBlank());
    }

    /** The reason that an {@code ErrorInfo} names. */
    Optional<String> reason() {
        return detail("reason");
    }

    /** The wait that a {@code RetryInfo} asks for, such as {@code 34.4s}. */
    Optional<String> retryDelay() {
        return detail("retryDelay");
    }

    private Optional<String> detail(String name) {
        return details()
                .map(detail -> detail.path(name).asText())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Whether a {@code QuotaFailure} is about a whole day, so that waiting a while is no use. */
    boolean daily() {
        return details()
                .flatMap(detail -> detail.path("violations").valueStream())
                .anyMatch(violation -> violation.path("quotaId").asText().contains("PerDay"));
    }

    private Stream<JsonNode> details() {
        return json.path("details").valueStream();
    }
}
