package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;

/** Requests that are refused before Gemini is asked. */
final class Refusals {

    private Refusals() {}

    /** Checks that a request is refused as one that Gemini cannot take. */
    static void unsupported(RoutedRequest routed, String path) {
        refused(routed, ErrorCode.UNSUPPORTED_PARAMETER, path);
    }

    /** Checks that a request is refused as one that makes no sense. */
    static void invalid(RoutedRequest routed, String path) {
        refused(routed, ErrorCode.VALIDATION, path);
    }

    private static void refused(RoutedRequest routed, ErrorCode code, String path) {
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> TRANSFORMER.request(routed));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly(path);
    }
}
