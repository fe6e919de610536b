package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static io.caravan.ernie.ErnieFixture.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.AccessToken;
import io.caravan.provider.UpstreamRequest;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErnieTokensTest {

    private final ErnieTokens tokens = new ErnieTokens(ErnieFixture.CLOCK);

    @ParameterizedTest
    @CsvSource({
        "'api-id secret', api-id, secret",
        "'api-id s+/=&c', api-id, s%2B%2F%3D%26c",
        "'api-id a b', api-id, a+b",
        "simulated, simulated, simulated"
    })
    void pair_isGivenForAToken(String key, String id, String secret) {
        UpstreamRequest request =
                tokens.request(ask("ERNIE-4.0-8K", key, "[{\"role\":\"user\",\"content\":\"Hi\"}]", ""));

        assertThat(request.path())
                .isEqualTo(
                        "/oauth/2.0/token?grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret);
        assertThat(request.headers()).isEmpty();
        assertThat(request.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"access_token":"24.a","expires_in":2592000} | P30D
        {"access_token":"24.a","expires_in":60}      | PT1M
        {"access_token":"24.a","expires_in":-5}      | PT0S
        {"access_token":"24.a","expires_in":"soon"}  | P30D
        {"access_token":"24.a"}                      | P30D
        """)
    void token_isReadWithItsLifetime(String body, Duration lifetime) {
        assertThat(tokens.answer(upstream(ask(""), 200, "application/json", body)))
                .isEqualTo(new AccessToken("24.a", lifetime));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        401 | {"error":"invalid_client","error_description":"unknown client id"} | AUTHENTICATION | \
        ernie-legacy: unknown client id
        200 | {"error":"invalid_client","error_description":"unknown client id"} | AUTHENTICATION | \
        ernie-legacy: unknown client id
        503 | <html> | UNAVAILABLE | ernie-legacy: answered with HTTP status 503
        200 | <html> | BAD_ANSWER  | ernie-legacy answered something that is not JSON
        200 | {}     | BAD_ANSWER  | ernie-legacy answered no access token
        200 | {"access_token":""} | BAD_ANSWER  | ernie-legacy answered no access token
        """)
    void noToken_isAFailure(int status, String body, ErrorCode code, String message) {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class, () -> tokens.answer(upstream(ask(""), status, "application/json", body)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(status);
    }
}
