package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static io.caravan.ernie.ErnieFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.UpstreamFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErnieFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "1, SERVER_ERROR",
        "2, SERVER_ERROR",
        "336000, SERVER_ERROR",
        "3, BAD_REQUEST",
        "100, BAD_REQUEST",
        "336001, BAD_REQUEST",
        "336002, BAD_REQUEST",
        "336003, BAD_REQUEST",
        "336005, BAD_REQUEST",
        "336007, CONTEXT_WINDOW",
        "336103, CONTEXT_WINDOW",
        "4, RATE_LIMIT",
        "18, RATE_LIMIT",
        "336501, RATE_LIMIT",
        "336502, RATE_LIMIT",
        "17, QUOTA",
        "19, QUOTA",
        "6, PERMISSION",
        "15, PERMISSION",
        "336004, PERMISSION",
        "13, AUTHENTICATION",
        "14, AUTHENTICATION",
        "110, STALE_TOKEN",
        "111, STALE_TOKEN",
        "336100, UNAVAILABLE",
        "999999, SERVER_ERROR"
    })
    void number_tellsTheKind(int number, ErrorCode kind) {
        GatewayException failure = failure(200, "{\"error_code\":" + number + ",\"error_msg\":\"No.\"}");

        assertThat(failure.code()).isEqualTo(kind);
        assertThat(failure).hasMessage("ernie-legacy: No.");
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(200);
    }

    @ParameterizedTest
    @CsvSource({
        "the length of messages must be an odd number, BAD_REQUEST",
        "Prompt tokens too long, CONTEXT_WINDOW",
        "the max input characters is 20000, CONTEXT_WINDOW",
        "Your prompt was rejected as a result of our safety system, CONTENT_POLICY"
    })
    void wrongRequest_isToldByItsWords(String message, ErrorCode kind) {
        assertThat(failure(200, "{\"error_code\":336003,\"error_msg\":\"" + message + "\"}")
                        .code())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_client, AUTHENTICATION",
        "400, unauthorized_client, AUTHENTICATION",
        "200, invalid_grant, AUTHENTICATION",
        "400, invalid_request, BAD_REQUEST",
        "500, server_error, SERVER_ERROR"
    })
    void wordsOfOAuth_tellTheKind(int status, String word, ErrorCode kind) {
        GatewayException failure =
                failure(status, "{\"error\":\"" + word + "\",\"error_description\":\"unknown client id\"}");

        assertThat(failure.code()).isEqualTo(kind);
        assertThat(failure).hasMessage("ernie-legacy: unknown client id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"error_code":18}        | ernie-legacy: error 18
        {"error":"odd"}          | ernie-legacy: odd
        {"error_msg":"Odd"}      | ernie-legacy: Odd
        {"error_code":"18"}      | ernie-legacy: error 18
        {}                       | ernie-legacy: answered with HTTP status 502
        """)
    void message_isWhatThereIs(String body, String message) {
        assertThat(failure(502, body)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"error_code":18}     | true
        {"error_code":0}      | false
        {"error_msg":""}      | true
        {"error":{}}          | true
        {"error":null}        | false
        {"result":"x"}        | false
        []                    | false
        """)
    void error_isToldByItsMembers(String body, boolean tells) {
        assertThat(ErnieFailures.tells(json(body))).isEqualTo(tells);
    }

    @Test
    void tokenAndAddress_areTakenOut() {
        assertThat(failure(200, "{\"error_code\":110,\"error_msg\":\"24.token at https://ernie.example/rpc\"}"))
                .hasMessage("ernie-legacy: *** at ernie-legacy/rpc");
    }

    private static GatewayException failure(int status, String body) {
        return ErnieFixture.TRANSFORMER.error(new UpstreamFailure(ask(""), status, Map.of(), json(body)));
    }
}
