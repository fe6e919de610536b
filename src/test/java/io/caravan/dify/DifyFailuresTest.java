package io.caravan.dify;

import static io.caravan.dify.DifyFixture.ask;
import static io.caravan.dify.DifyFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.UpstreamFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifyFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "400, invalid_param, BAD_REQUEST",
        "400, not_chat_app, BAD_REQUEST",
        "400, app_unavailable, BAD_REQUEST",
        "400, provider_not_initialize, PERMISSION",
        "400, model_currently_not_support, PERMISSION",
        "400, provider_quota_exceeded, QUOTA",
        "400, completion_request_error, SERVER_ERROR",
        "401, unauthorized, AUTHENTICATION",
        "403, forbidden, PERMISSION",
        "403, workflow_version_execution_not_allowed, PERMISSION",
        "404, not_found, NOT_FOUND",
        "413, file_too_large, TOO_LARGE",
        "415, unsupported_file_type, BAD_REQUEST",
        "429, too_many_requests, RATE_LIMIT",
        "429, rate_limit_error, QUOTA",
        "500, internal_server_error, SERVER_ERROR"
    })
    void code_tellsTheKind(int status, String code, ErrorCode kind) {
        String body = "{\"code\":\"%s\",\"message\":\"It failed.\",\"status\":%d}".formatted(code, status);

        assertThat(failure(status, body).code()).isEqualTo(kind);
        assertThat(failure(200, body).code()).isEqualTo(kind);
        assertThat(failure(status, body)).hasMessage("dify: It failed.");
    }

    @ParameterizedTest
    @CsvSource({
        "This model's maximum context length is 8192 tokens, CONTEXT_WINDOW",
        "Rate limit reached for gpt-4o, RATE_LIMIT",
        "insufficient_quota, QUOTA",
        "rejected as a result of our safety system, CONTENT_POLICY"
    })
    void failureOfTheAppsOwnModel_isToldByItsWords(String message, ErrorCode kind) {
        assertThat(failure(400, "{\"code\":\"completion_request_error\",\"message\":\"" + message + "\"}")
                        .code())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"399, SERVER_ERROR", "400, BAD_REQUEST", "599, SERVER_ERROR", "600, SERVER_ERROR", "404, NOT_FOUND"})
    void statusInASuccess_countsIfItIsOne(int told, ErrorCode kind) {
        assertThat(failure(200, "{\"message\":\"x\",\"status\":" + told + "}").code())
                .isEqualTo(kind);
    }

    @Test
    void statusOfTheAnswer_isKept() {
        GatewayException failure = failure(200, "{\"message\":\"x\",\"status\":503}");

        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(200);
        assertThat(failure.origin().orElseThrow().model()).isEqualTo("dify/support");
        assertThat(failure(502, "{\"message\":null,\"code\":\"null\"}"))
                .hasMessage("dify: answered with HTTP status 502");
    }

    @Test
    void keyAndAddress_areTakenOut() {
        assertThat(failure(401, "{\"message\":\"app-canary is unknown at https://dify.example/v1\"}"))
                .hasMessage("dify: *** is unknown at dify");
    }

    private static GatewayException failure(int status, String body) {
        return DifyFixture.TRANSFORMER.error(new UpstreamFailure(ask(""), status, Map.of(), json(body)));
    }
}
