package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.HOST;
import static io.caravan.gemini.GeminiFixture.KEY;
import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.UpstreamFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiErrorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | INVALID_ARGUMENT    | Unknown name "foo"                                    | BAD_REQUEST
        400 | INVALID_ARGUMENT    | API key not valid. Please pass a valid API key.       | AUTHENTICATION
        400 | INVALID_ARGUMENT    | The input token count (9) exceeds the maximum number of tokens allowed (8). | CONTEXT_WINDOW
        400 | INVALID_ARGUMENT    | Request payload size exceeds the limit: 20971520 bytes. | CONTEXT_WINDOW
        400 | FAILED_PRECONDITION | User location is not supported for the API use.       | PERMISSION
        401 | UNAUTHENTICATED     | Request had invalid authentication credentials.       | AUTHENTICATION
        403 | PERMISSION_DENIED   | Your project has been denied access.                  | PERMISSION
        404 | NOT_FOUND           | models/x is not found for API version v1beta          | NOT_FOUND
        429 | RESOURCE_EXHAUSTED  | You exceeded your current quota.                      | RATE_LIMIT
        499 | CANCELLED           | The operation was cancelled.                          | TIMEOUT
        500 | INTERNAL            | An internal error has occurred.                       | SERVER_ERROR
        503 | UNAVAILABLE         | The model is overloaded.                              | UNAVAILABLE
        504 | DEADLINE_EXCEEDED   | Deadline expired before operation could complete.     | TIMEOUT
        413 | ''                  | Too large                                             | TOO_LARGE
        429 | ''                  | Too many requests                                     | RATE_LIMIT
        418 | TEAPOT              | Short and stout                                       | BAD_REQUEST
        502 | UNKNOWN             | Bad gateway                                           | SERVER_ERROR
        """)
    void error_ofEachKind_isClassified(int status, String word, String message, ErrorCode expected) {
        JsonNode body = json("""
            {"error": {"code": %d, "message": "%s", "status": "%s"}}\
            """.formatted(status, message.replace("\"", "\\\""), word));
        GatewayException failure = failure(status, body);
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure).hasMessage("gemini: " + message);
        assertThat(failure.origin()).contains(ask().origin().withStatus(status));
    }

    @Test
    void error_withTheReasonOfABadKey_isAuthentication() {
        assertThat(failure(400, json("""
            {"error": {"code": 400, "message": "API key expired. Please renew the API key.", "status": "INVALID_ARGUMENT",
             "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]}}\
            """)).code()).isEqualTo(ErrorCode.AUTHENTICATION);
    }

    @Test
    void rateLimit_withRetryInfo_tellsTheWait() {
        GatewayException failure = failure(429, json(RATE_LIMIT));
        assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMIT);
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(34_400));
    }

    @Test
    void rateLimit_inAnArrayOfOne_isReadTheSame() {
        GatewayException failure = failure(429, json("[" + RATE_LIMIT + "]"));
        assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMIT);
        assertThat(failure).hasMessage("gemini: You exceeded your current quota…");
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(34_400));
    }

    @Test
    void rateLimit_withAHeader_tellsTheHeadersWait() {
        GatewayException failure =
                TRANSFORMER.error(new UpstreamFailure(ask(), 429, Map.of("retry-after", "7"), json(RATE_LIMIT)));
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void rateLimit_thatTellsTheWaitInWords_isUnderstood() {
        assertThat(failure(429, json("{\"error\": {\"message\": \"Busy, try again in 1.5s\"}}"))
                        .retryAfter())
                .contains(Duration.ofMillis(1500));
    }

    @Test
    void rateLimit_withABadWait_hasNone() {
        assertThat(failure(429, json(RATE_LIMIT.replace("34.4s", "soon"))).retryAfter())
                .isEmpty();
    }

    @Test
    void quota_withAHeader_keepsTheHeadersWait() {
        JsonNode body = json(RATE_LIMIT.replace("[]", "[{\"quotaId\":\"GenerateRequestsPerDay\"}]"));
        GatewayException failure =
                TRANSFORMER.error(new UpstreamFailure(ask(), 429, Map.of("retry-after", "3600"), body));
        assertThat(failure.code()).isEqualTo(ErrorCode.QUOTA);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void quota_ofADay_isNotWorthAnotherTry() {
        GatewayException failure = failure(
                429,
                json(RATE_LIMIT.replace(
                        "\"violations\":[]",
                        "\"violations\":[{\"quotaId\":\"GenerateRequestsPerMinutePerProjectPerModel\"},"
                                + "{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]")));
        assertThat(failure.code()).isEqualTo(ErrorCode.QUOTA);
        assertThat(failure.retryAfter()).isEmpty();
    }

    @Test
    void quota_ofAMinute_isARateLimit() {
        assertThat(failure(
                                429,
                                json(
                                        RATE_LIMIT.replace(
                                                "\"violations\":[]",
                                                "\"violations\":[{\"quotaId\":\"GenerateRequestsPerMinutePerProjectPerModel\"}]")))
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMIT);
    }

    private static final String RATE_LIMIT = """
        {"error":{"code":429,"message":"You exceeded your current quota…","status":"RESOURCE_EXHAUSTED",
         "details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},
                    {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}\
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"error": "no such thing"}           | gemini: no such thing
        {"message": "no such thing"}         | gemini: no such thing
        "no such thing"                      | gemini: no such thing
        ["no such thing"]                    | gemini: no such thing
        {"error": {"code": 404}}             | gemini: answered with HTTP status 404
        {"error": {"message": ""}}           | gemini: answered with HTTP status 404
        {"error": null}                      | gemini: answered with HTTP status 404
        {}                                   | gemini: answered with HTTP status 404
        []                                   | gemini: answered with HTTP status 404
        null                                 | gemini: answered with HTTP status 404
        """)
    void body_ofAnyShape_isUnderstood(String body, String message) {
        GatewayException failure = failure(404, json(body));
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void body_thatIsMissing_leavesTheStatus() {
        GatewayException failure = failure(503, MissingNode.getInstance());
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure).hasMessage("gemini: answered with HTTP status 503");
    }

    @Test
    void message_withTheKeyOrTheHost_isCleaned() {
        GatewayException failure = failure(400, json("""
            {"error": {"message": "key %s at %s/v1beta?key=AIzaSyOther", "status": "INVALID_ARGUMENT"}}\
            """.formatted(KEY, HOST)));
        assertThat(failure.getMessage()).doesNotContain(KEY, "googleapis", "AIzaSyOther");
    }

    private static GatewayException failure(int status, JsonNode body) {
        return TRANSFORMER.error(new UpstreamFailure(ask(), status, Map.of(), body));
    }
}
