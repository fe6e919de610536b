package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
import io.caravan.provider.UpstreamFailure;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReaderTest {

    private static GatewayException failure(int status, JsonNode body, Map<String, String> headers) {
        return transformer().error(new UpstreamFailure(routed("claude-sonnet-4-5", ""), status, headers, body));
    }

    private static GatewayException failure(int status, String type, String message) {
        JsonNode body = json("""
            {"type": "error", "error": {"type": "%s", "message": "%s"}, "request_id": "req_1"}
            """.formatted(type, message));
        return failure(status, body, Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, max_tokens: Field required,                         BAD_REQUEST",
        "400, invalid_request_error, prompt is too long: 210000 tokens > 200000 maximum, CONTEXT_WINDOW",
        "400, invalid_request_error, prompt: length must be below 200000,                CONTEXT_WINDOW",
        "400, invalid_request_error, input and max_tokens exceed context limit: 2 > 1,   CONTEXT_WINDOW",
        "400, invalid_request_error, Output blocked by content filtering policy,         CONTENT_POLICY",
        "400, invalid_request_error, Your credit balance is too low,                     QUOTA",
        "422, invalid_request_error, odd,                                                BAD_REQUEST",
        "401, authentication_error,  invalid x-api-key,                                  AUTHENTICATION",
        "402, billing_error,         pay first,                                          QUOTA",
        "403, permission_error,      not yours,                                          PERMISSION",
        "404, not_found_error,       model: claude-9,                                    NOT_FOUND",
        "408, api_error,             too slow,                                           TIMEOUT",
        "413, request_too_large,     too large,                                          TOO_LARGE",
        "429, rate_limit_error,      slow down,                                          RATE_LIMIT",
        "500, api_error,             Internal server error,                              SERVER_ERROR",
        "503, api_error,             down,                                               UNAVAILABLE",
        "504, timeout_error,         too slow,                                           TIMEOUT",
        "529, overloaded_error,      Overloaded,                                         UNAVAILABLE",
        "503, overloaded_error,      Overloaded,                                         UNAVAILABLE",
        "429, brand_new_error,       what,                                               RATE_LIMIT",
        "500, brand_new_error,       what,                                               SERVER_ERROR",
        "418, brand_new_error,       teapot,                                             BAD_REQUEST"
    })
    void error_ofEachKind_hasItsCodeMessageAndPlace(int status, String type, String message, ErrorCode code) {
        GatewayException failure = failure(status, type, message);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage("anthropic: " + message);
        assertThat(failure.origin())
                .contains(new Origin("anthropic", "anthropic/claude-sonnet-4-5", OptionalInt.of(status)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\": {\"type\": \"x\", \"message\": \"why\"}} | anthropic: why",
                "{\"error\": \"why\"} | anthropic: why",
                "{\"message\": \"why\"} | anthropic: why",
                "{\"detail\": \"why\"} | anthropic: why",
                "{\"detail\": [{\"message\": \"why\"}]} | anthropic: why",
                "[{\"error\": {\"message\": \"why\"}}] | anthropic: why",
                "\"why\" | anthropic: why",
                "{\"error\": {\"type\": \"x\", \"message\": \"\"}} | anthropic answered 502",
                "{\"error\": {\"type\": \"x\"}} | anthropic answered 502",
                "{\"error\": null} | anthropic answered 502",
                "{} | anthropic answered 502",
                "[] | anthropic answered 502",
                "17 | anthropic answered 502",
                "\"\" | anthropic answered 502"
            })
    void error_withBodyOfAnyShape_hasSentence(String body, String sentence) {
        GatewayException failure = failure(502, json(body), Map.of());

        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_ERROR);
        assertThat(failure).hasMessage(sentence);
    }

    @Test
    void error_withoutJson_isToldByItsStatus() {
        GatewayException failure = failure(503, MissingNode.getInstance(), Map.of());

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure).hasMessage("anthropic answered 503");
    }

    @Test
    void error_thatEchoesSecrets_losesThem() {
        assertThat(failure(401, "authentication_error", "the-key is wrong at https://api.anthropic.test/v1"))
                .hasMessage("anthropic: *** is wrong at anthropic/v1");
    }

    @ParameterizedTest
    @CsvSource({
        "429, rate_limit_error, retry-after,                        7,                    PT7S",
        "529, overloaded_error, retry-after,                        3,                    PT3S",
        "429, rate_limit_error, retry-after-ms,                     1500,                 PT1.5S",
        "429, rate_limit_error, anthropic-ratelimit-requests-reset, 2026-02-02T02:41:00Z, PT1M",
        "429, billing_error,    retry-after,                        7,                    PT7S"
    })
    void retryAfter_inAnyHeader_isTold(int status, String type, String header, String value, Duration wait) {
        JsonNode body = json("{\"error\": {\"type\": \"" + type + "\", \"message\": \"later\"}}");

        assertThat(failure(status, body, Map.of(header, value)).retryAfter()).contains(wait);
    }

    @Test
    void retryAfter_ofErrorThatStays_isNotTold() {
        JsonNode body = json("{\"error\": {\"type\": \"invalid_request_error\", \"message\": \"wrong\"}}");

        assertThat(failure(400, body, Map.of("anthropic-ratelimit-requests-reset", "2026-02-02T02:41:00Z"))
                        .retryAfter())
                .isEmpty();
    }
}
