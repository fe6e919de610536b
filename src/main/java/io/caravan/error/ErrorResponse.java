package io.caravan.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error, whatever the entrance: {@code detail} is one sentence for people, {@code error} the
 * same for programs.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorResponse(String detail, Body error) {

    /** What failed, in the members that OpenAI's clients know and those that they ignore. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(
            String message,
            String type,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String param,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String code,

            @Nullable @JsonProperty("error_code") Integer errorCode,
            @Nullable String provider,
            @Nullable String model,
            @Nullable @JsonProperty("upstream_status") Integer upstreamStatus,
            @JsonProperty("request_id") String requestId,
            boolean retryable,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> fields) {}

    /** The body for a failure, in the caller's vocabulary. */
    public static ErrorResponse of(GatewayException failure, ErrorForm form, String requestId) {
        ErrorCode code = failure.code();
        Optional<Origin> origin = failure.origin();
        Optional<ErrorCode.ServerCode> serverCode = code.serverCode();
        Body body = new Body(
                failure.getMessage(),
                form == ErrorForm.OPENAI ? code.openAiType() : code.type(),
                failure.fields().stream().map(FieldError::path).findFirst().orElse(null),
                codeWord(code, form).orElse(null),
                serverCode.map(ErrorCode.ServerCode::number).orElse(null),
                origin.map(Origin::provider).orElse(null),
                origin.map(Origin::model).orElse(null),
                origin.filter(place -> place.upstreamStatus().isPresent())
                        .map(place -> place.upstreamStatus().getAsInt())
                        .orElse(null),
                requestId,
                code.retryable(),
                failure.fields());
        return new ErrorResponse(detail(failure), body);
    }

    private static Optional<String> codeWord(ErrorCode code, ErrorForm form) {
        if (form == ErrorForm.OPENAI) {
            return code.openAiCode();
        }
        return code.serverCode().map(ErrorCode.ServerCode::key).or(code::openAiCode);
    }

    private static String detail(GatewayException failure) {
        return failure.code().upstream() ? "Generation failed: " + failure.getMessage() : failure.getMessage();
    }
}
