package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        nested          | {"error":{"message":"Bad.","type":"t","code":"c"}}         | Bad.
        nested object   | {"error":{"message":{"detail":[{"loc":["a"],"msg":"Bad."},{"msg":"Worse."}]}}} | Bad.; Worse.
        text            | {"error":"Bad."}                                           | Bad.
        text with more  | {"error":"bad_thing","message":"Bad."}                     | Bad.
        flat            | {"object":"error","message":"Bad.","type":"t","code":400}  | Bad.
        flat with data  | {"code":20015,"message":"Bad.","data":null}                | Bad.
        bare text       | "Bad."                                                     | Bad.
        list            | [{"error":{"message":"Bad.","code":400}}]                  | Bad.
        detail          | {"detail":"Bad."}                                          | Bad.
        detail list     | {"detail":[{"loc":["body"],"msg":"Bad.","type":"x"}]}      | Bad.
        base_resp       | {"base_resp":{"status_code":2013,"status_msg":"Bad."}}     | Bad.
        error_msg       | {"error_code":336003,"error_msg":"Bad."}                   | Bad.
        code alone      | {"error":{"code":"bad_thing","message":null}}              | bad_thing
        object unknown  | {"error":{"message":{"a":1}}}                              | {"a":1}
        null            | {"error":null}                                             | answered status 400 without a message
        number          | 17                                                         | answered status 400 without a message
        """)
    void body_ofAnyShape_tellsItsMessage(String shape, String body, String message) {
        GatewayException failure = Wire.to("openai").failure(400, body);
        assertThat(failure.getMessage()).isEqualTo("openai: " + message);
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        openai     | 400 | {"error":{"code":"context_length_exceeded","message":"Too long."}}          | CONTEXT_WINDOW
        openai     | 400 | {"error":{"code":"content_policy_violation","message":"No."}}               | CONTENT_POLICY
        openai     | 400 | {"error":{"code":"invalid_prompt","message":"Invalid prompt: violating our usage policy"}} | CONTENT_POLICY
        openai     | 400 | {"error":{"type":"invalid_request_error","code":"model_not_found","message":"No."}} | NOT_FOUND
        openai     | 403 | {"error":{"code":"model_not_found","message":"No access."}}                 | PERMISSION
        openai     | 429 | {"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"Pay."}} | QUOTA
        openai     | 429 | {"error":{"type":"tokens","code":"rate_limit_exceeded","message":"Slow."}}  | RATE_LIMIT
        openai     | 401 | {"error":{"code":"invalid_api_key","message":"Rate limit of 429 rats"}}     | AUTHENTICATION
        openai     | 500 | {"error":{"type":"server_error","message":"The server had an error."}}      | SERVER_ERROR
        openai     | 422 | {"detail":[{"msg":"No."}]}                                                  | BAD_REQUEST
        deepseek   | 402 | {"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}} | QUOTA
        deepseek   | 400 | {"error":{"message":"Content Exists Risk","type":"invalid_request_error"}}  | CONTENT_POLICY
        deepseek   | 422 | {"error":{"message":"Invalid parameters"}}                                  | BAD_REQUEST
        qwen       | 400 | {"error":{"code":"data_inspection_failed","message":"No."}}                 | CONTENT_POLICY
        qwen       | 400 | {"error":{"code":"Arrearage","message":"Access denied."}}                   | QUOTA
        qwen       | 400 | {"error":{"code":"x","message":"Range of input length should be [1, 6000]"}} | CONTEXT_WINDOW
        qwen       | 403 | {"error":{"code":"AccessDenied.Unpurchased","message":"No."}}               | PERMISSION
        qwen       | 403 | {"error":{"code":"AllocationQuota.FreeTierOnly","message":"The free tier has been exhausted."}} | QUOTA
        qwen       | 404 | {"error":{"code":"ModelNotFound","message":"No."}}                          | NOT_FOUND
        qwen       | 429 | {"error":{"code":"insufficient_quota","message":"You exceeded your current quota"}} | RATE_LIMIT
        qwen       | 429 | {"error":{"code":"insufficient_quota","message":"Your Free Tier is used up"}} | QUOTA
        qwen       | 429 | {"error":{"code":"Throttling.RateQuota","message":"Slow."}}                 | RATE_LIMIT
        ernie      | 400 | {"error":{"code":"tokens_too_long","message":"No."}}                        | CONTEXT_WINDOW
        ernie      | 400 | {"error":{"code":"image_url_unsafe","type":"unsafe_request","message":"No."}} | CONTENT_POLICY
        ernie      | 400 | {"error":{"code":"invalid_model","message":"No."}}                          | BAD_REQUEST
        ernie      | 401 | {"error":{"code":"invalid_model","message":"No."}}                          | PERMISSION
        ernie      | 401 | {"error":{"code":"invalid_iam_token","message":"No."}}                      | AUTHENTICATION
        ernie      | 403 | {"error":{"code":"system_unsafe","message":"No."}}                          | CONTENT_POLICY
        ernie      | 403 | {"error":{"code":"account_overdue","message":"No."}}                        | QUOTA
        ernie      | 403 | {"error":{"code":"model_offline","message":"No."}}                          | NOT_FOUND
        ernie      | 405 | {"error":{"code":"method_not_supported","message":"No."}}                   | BAD_REQUEST
        ernie      | 429 | {"error":{"code":"tpm_rate_limit_exceeded","message":"No."}}                | RATE_LIMIT
        ernie      | 500 | {"error":{"code":"dispatch_internal_error","message":"No."}}                | SERVER_ERROR
        glm        | 401 | {"error":{"code":"1002","message":"No."}}                                   | AUTHENTICATION
        glm        | 401 | {"error":{"code":"1112","message":"No."}}                                   | PERMISSION
        glm        | 429 | {"error":{"code":"1113","message":"No."}}                                   | QUOTA
        glm        | 400 | {"error":{"code":"1211","message":"No."}}                                   | NOT_FOUND
        glm        | 400 | {"error":{"code":"1214","message":"No."}}                                   | BAD_REQUEST
        glm        | 400 | {"error":{"code":"1261","message":"No."}}                                   | CONTEXT_WINDOW
        glm        | 400 | {"error":{"code":"1301","message":"No."}}                                   | CONTENT_POLICY
        glm        | 429 | {"error":{"code":"1302","message":"No."}}                                   | RATE_LIMIT
        glm        | 429 | {"error":{"code":"1305","message":"No."}}                                   | UNAVAILABLE
        glm        | 429 | {"error":{"code":"1318","message":"No."}}                                   | QUOTA
        glm        | 429 | {"error":{"code":"1311","message":"No."}}                                   | PERMISSION
        glm        | 500 | {"error":{"code":"1234","message":"No."}}                                   | SERVER_ERROR
        glm        | 400 | {"error":{"code":"something","message":"No."}}                              | BAD_REQUEST
        ark        | 400 | {"error":{"code":"OutofContextError","message":"No."}}                      | CONTEXT_WINDOW
        ark        | 400 | {"error":{"code":"InputTextSensitiveContentDetected","message":"No."}}      | CONTENT_POLICY
        ark        | 400 | {"error":{"code":"InputTextRiskDetection","message":"No."}}                 | CONTENT_POLICY
        ark        | 400 | {"error":{"code":"MissingParameter","message":"No."}}                       | BAD_REQUEST
        ark        | 401 | {"error":{"code":"AuthenticationError","message":"No."}}                    | AUTHENTICATION
        ark        | 403 | {"error":{"code":"AccountOverdueError","message":"No."}}                    | QUOTA
        ark        | 403 | {"error":{"code":"OperationDenied.InvalidState","message":"No."}}           | PERMISSION
        ark        | 404 | {"error":{"code":"ModelNotOpen","message":"No."}}                           | NOT_FOUND
        ark        | 429 | {"error":{"code":"ModelAccountRpmRateLimitExceeded","message":"No."}}       | RATE_LIMIT
        ark        | 429 | {"error":{"code":"SetLimitExceeded","message":"No."}}                       | QUOTA
        ark        | 429 | {"error":{"code":"ServerOverloaded","message":"No."}}                       | UNAVAILABLE
        silicon    | 400 | {"code":20012,"message":"Model does not exist.","data":null}                | NOT_FOUND
        silicon    | 400 | {"code":20015,"message":"No.","data":null}                                  | BAD_REQUEST
        silicon    | 401 | "Invalid token"                                                             | AUTHENTICATION
        silicon    | 403 | {"code":30001,"message":"Sorry, your account balance is insufficient"}      | QUOTA
        silicon    | 403 | "Forbidden"                                                                 | PERMISSION
        silicon    | 404 | "404 page not found"                                                        | NOT_FOUND
        silicon    | 429 | {"message":"Request was rejected due to rate limiting.","data":null}        | RATE_LIMIT
        silicon    | 503 | {"code":50505,"message":"Model service overloaded."}                        | UNAVAILABLE
        silicon    | 504 | "timeout"                                                                   | TIMEOUT
        mistral    | 429 | {"object":"error","message":"Service tier capacity exceeded for this model.","code":"3505"} | RATE_LIMIT
        groq       | 400 | {"error":{"code":"tool_use_failed","failed_generation":"x","message":"No."}} | BAD_REQUEST
        groq       | 413 | {"error":{"code":"x","message":"Request too large"}}                        | TOO_LARGE
        groq       | 498 | {"error":{"message":"Flex tier capacity exceeded"}}                         | UNAVAILABLE
        openrouter | 402 | {"error":{"code":402,"message":"Credits"}}                                  | QUOTA
        openrouter | 403 | {"error":{"code":403,"message":"Flagged","metadata":{}}}                    | CONTENT_POLICY
        together   | 403 | {"error":{"message":"Input is too long","type":"x"}}                        | CONTEXT_WINDOW
        moonshot   | 429 | {"error":{"type":"exceeded_current_quota_error","message":"No."}}           | QUOTA
        moonshot   | 429 | {"error":{"type":"engine_overloaded_error","message":"No."}}                | UNAVAILABLE
        moonshot   | 429 | {"error":{"type":"rate_limit_reached_error","message":"No."}}               | RATE_LIMIT
        moonshot   | 400 | {"error":{"message":"Your request exceeded model token limit: 8192"}}       | CONTEXT_WINDOW
        lmstudio   | 400 | {"error":"'response_format.type' must be 'json_schema' or 'text'"}          | BAD_REQUEST
        vllm       | 404 | {"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","code":404} | NOT_FOUND
        """)
    void vendorsCode_isTheKindThatItMeans(String provider, int status, String body, ErrorCode code) {
        assertThat(Wire.to(provider).failure(status, body).code()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        openrouter | {"error":{"code":429,"message":"Slow.","metadata":{}}}                          | RATE_LIMIT
        openrouter | {"error":{"code":502,"message":"Down."},"choices":[{"delta":{},"finish_reason":"error"}]} | SERVER_ERROR
        openrouter | {"error":{"code":401,"message":"No."}}                                          | AUTHENTICATION
        vllm       | {"object":"error","message":"Too many.","type":"BadRequestError","code":400}    | BAD_REQUEST
        openai     | {"error":{"type":"invalid_request_error","message":"No."}}                      | BAD_REQUEST
        openai     | {"error":{"code":"invalid_api_key","message":"No."}}                            | AUTHENTICATION
        openai     | {"error":{"type":"server_error","message":"No."}}                               | SERVER_ERROR
        openai     | {"error":{"code":"rate_limit_exceeded","message":"No."}}                        | RATE_LIMIT
        openai     | {"error":"overloaded"}                                                          | UNAVAILABLE
        openai     | {"error":{"message":"maximum context length is 8192"},"choices":[]}             | CONTEXT_WINDOW
        qwen       | {"code":"Throttling","message":"No."}                                           | RATE_LIMIT
        ark        | {"error":{"code":"ServerOverloaded","message":"No."}}                           | UNAVAILABLE
        minimax    | {"base_resp":{"status_code":1002,"status_msg":"No."},"choices":null}            | RATE_LIMIT
        minimax    | {"base_resp":{"status_code":1027,"status_msg":"No."},"choices":[]}              | CONTENT_POLICY
        minimax    | {"base_resp":{"status_code":1000,"status_msg":"No."}}                           | SERVER_ERROR
        groq       | {"x_groq":{"error":"No."},"error":{"message":"No."},"choices":[]}               | SERVER_ERROR
        """)
    void errorInsideASuccess_wholeOrAsAnEvent_isTheKindThatItMeans(String provider, String body, ErrorCode code) {
        Wire wire = Wire.to(provider);
        Listener listener = new Listener(wire.transformer().stream(wire.routed()));
        GatewayException whole = catchThrowableOfType(GatewayException.class, () -> wire.answer(body));
        GatewayException event =
                catchThrowableOfType(GatewayException.class, () -> listener.hear("data:" + body + "\n\n"));
        assertThat(whole.code()).isEqualTo(code);
        assertThat(event.code()).isEqualTo(code);
        assertThat(event.origin().orElseThrow().upstreamStatus()).hasValue(200);
    }

    @Test
    void eventNamedError_isOneWhateverItHolds() {
        Wire wire = Wire.to("openai");
        Listener listener = new Listener(wire.transformer().stream(wire.routed()));
        GatewayException failure = catchThrowableOfType(
                GatewayException.class, () -> listener.hear("event: error\ndata: {\"detail\":\"Broken.\"}\n\n"));
        assertThat(failure).hasMessage("openai: Broken.");
    }
}
