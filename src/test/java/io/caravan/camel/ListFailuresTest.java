package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that cannot be had. */
class ListFailuresTest extends ListingRoute {

    @ParameterizedTest
    @ValueSource(strings = {"azure", "ernie-legacy"})
    void providerWithoutList_isNotAsked(String provider) {
        GatewayException failure = failure(provider);

        assertThat(failure.code().status()).isEqualTo(400);
        assertThat(failure.getMessage()).isEqualTo("provider: " + provider + " has no list of its models");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION, '{\"error\":{\"message\":\"bad key sk-openai-canary\"}}', openai: bad key ***",
        "500, SERVER_ERROR, '{\"error\":{\"message\":\"broken\"}}', openai: broken",
        "429, RATE_LIMIT, '{\"error\":{\"message\":\"slow down\"}}', openai: slow down",
        "200, SERVER_ERROR, '{\"error\":{\"message\":\"broken\"}}', openai: broken",
        "200, BAD_ANSWER, '{\"a\":1}', openai: answered something that is no list of models",
        "200, BAD_ANSWER, '<html>', openai answered something that is not JSON",
        "302, SERVER_ERROR, '', openai: answered status 302 without a message",
    })
    void refusal_isAFailureOfTheProviders(int status, ErrorCode code, String body, String message) {
        UPSTREAM.next(connection -> connection.json(status, body));

        GatewayException failure = failure("openai");

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).isEqualTo(message);
        assertThat(failure.origin().orElseThrow().provider()).isEqualTo("openai");
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(status);
    }

    @Test
    void failureOfALaterPage_endsTheList() {
        UPSTREAM.next(connection -> connection.json(200, gemini("gemini-a", ",\"nextPageToken\":\"2\"")));
        UPSTREAM.next(connection -> connection.json(503, "{\"error\":{\"message\":\"busy\"}}"));

        assertThat(failure("gemini").code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @Test
    void cursorThatComesAgain_endsTheList() {
        UPSTREAM.always(connection -> connection.json(200, gemini("gemini-a", ",\"nextPageToken\":\"2\"")));

        assertThat(failure("gemini").getMessage()).isEqualTo("gemini lists its models in a circle");
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @Test
    void longList_isReadWhole() {
        String items = IntStream.range(0, 9_000)
                .mapToObj(i -> "{\"id\":\"gpt-" + i + "\",\"object\":\"model\",\"owned_by\":\"system\"}")
                .collect(Collectors.joining(",", "{\"data\":[", "]}"));
        UPSTREAM.next(connection -> connection.json(200, items));

        assertThat(list("openai")).hasSize(9_000);
    }

    @Test
    void brokenConnection_isAFailure() {
        UPSTREAM.next(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":[");
            connection.cut();
        });

        assertThat(failure("openai").code()).isEqualTo(ErrorCode.CONNECTION);
        assertThat(failure("deepseek").getMessage()).isEqualTo("deepseek could not be reached");
    }

    @Test
    void silentProvider_isWaitedForNoLongerThanTheCall() {
        UPSTREAM.next(connection -> connection.awaitClose(LONG));

        GatewayException failure =
                catchThrowableOfType(GatewayException.class, () -> list(listing("openai"), Duration.ofMillis(300)));

        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
    }
}
