package io.caravan.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The body of an error for callers who read nothing of it but the sentence under {@code error}. */
public record SentenceError(
        String error,
        String type,
        @JsonProperty("request_id") String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> fields) {

    static SentenceError of(GatewayException failure, String requestId) {
        return new SentenceError(failure.getMessage(), failure.code().type(), requestId, failure.fields());
    }
}
