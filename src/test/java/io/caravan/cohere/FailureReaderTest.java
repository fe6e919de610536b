package io.caravan.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReaderTest {

    private final Wire cohere = new Wire();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        400 | {"message":"invalid request: temperature must be between 0 and 1.0 inclusive."} | BAD_REQUEST
        400 | {"message":"Too many tokens: the total number of tokens cannot exceed 128000"}    | CONTEXT_WINDOW
        400 | {"message":"invalid api token"}                                               | AUTHENTICATION
        401 | {"message":"too many tokens"}                                                 | AUTHENTICATION
        402 | {"message":"Please add or update your payment method"}                        | QUOTA
        403 | {"message":"too many tokens"}                                                 | PERMISSION
        404 | {"message":"model 'x' not found"}                                             | NOT_FOUND
        422 | {"message":"unprocessable"}                                                   | BAD_REQUEST
        429 | {"message":"You are past the per minute request limit, please wait and try again later."} | RATE_LIMIT
        429 | {"message":"You are using a Trial key, which is limited to 1000 API calls / month."} | QUOTA
        498 | {"message":"blocked"}                                                         | CONTENT_POLICY
        500 | {"message":"too many tokens"}                                                 | SERVER_ERROR
        503 | {"message":"busy"}                                                            | UNAVAILABLE
        504 | {"message":"late"}                                                            | TIMEOUT
        """)
    void failure_isToldByStatusAndWording(int status, String body, ErrorCode code) {
        GatewayException failure = cohere.failure(status, body);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage())
                .isEqualTo("cohere: " + Wire.json(body).path("message").textValue());
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"error":"broken"}   | cohere: broken
        {"detail":"broken"}  | cohere: broken
        {"message":" "}      | cohere: answered status 400 without a message
        []                   | cohere: answered status 400 without a message
        """)
    void message_isFoundWhereverItStands(String body, String message) {
        assertThat(cohere.failure(400, body)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"message":"Overloaded"}           | UNAVAILABLE
        {"message":"Slow down"}            | RATE_LIMIT
        {"message":"rate limit exceeded"}  | RATE_LIMIT
        {"message":"something else"}       | SERVER_ERROR
        {"message":""}                     | BAD_ANSWER
        {"text":"Hi"}                      | BAD_ANSWER
        """)
    void failure_insideASuccess_isToldByItsWording(String body, ErrorCode code) {
        assertThatThrownBy(() -> cohere.answer(body)).isInstanceOfSatisfying(GatewayException.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(200);
        });
    }
}
