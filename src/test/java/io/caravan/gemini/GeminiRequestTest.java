package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.HOST;
import static io.caravan.gemini.GeminiFixture.KEY;
import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.askForStream;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRequestTest {

    @Test
    void body_minimalRequest_holdsNothingButTheContents() {
        assertThat(body(ask())).isEqualTo(json("""
            {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}\
            """));
    }

    @Test
    void request_whole_namesTheModelInThePathAndTheKeyInAHeader() {
        UpstreamRequest request = TRANSFORMER.request(ask());
        assertThat(request.path()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(request.headers()).containsExactlyEntriesOf(Map.of("x-goog-api-key", KEY));
    }

    @Test
    void request_stream_asksForEvents() {
        UpstreamRequest request = TRANSFORMER.request(askForStream());
        assertThat(request.path()).isEqualTo("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        assertThat(json(new String(request.body(), UTF_8))).isEqualTo(body(ask()));
    }

    @ParameterizedTest
    @CsvSource({"/v1beta, ''", "/v1, ''", "'', /v1beta", "/proxy, /v1beta", "/proxy/v1beta, ''"})
    void request_baseUrlWithVersion_isNotDoubled(String suffix, String version) {
        RoutedRequest routed = new RoutedRequest(
                ask().chat(), GeminiFixture.provider(HOST + suffix, Optional.of(KEY)), "gemini-2.5-flash");
        assertThat(TRANSFORMER.request(routed).path()).isEqualTo(version + "/models/gemini-2.5-flash:generateContent");
    }

    @Test
    void request_withoutKey_hasNoHeader() {
        RoutedRequest routed =
                new RoutedRequest(ask().chat(), GeminiFixture.provider(HOST, Optional.empty()), "gemini-2.5-flash");
        assertThat(TRANSFORMER.request(routed).headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x",
                "x?key=1",
                "a/b",
                "a%2Fb",
                "x:countTokens",
                "x#y",
                "a b",
                "ä",
                "x\r\ny",
                "x\\y",
                "x@1"
            })
    void request_modelThatWouldChangeThePath_isRefused(String model) {
        RoutedRequest routed = new RoutedRequest(ask().chat(), ask().provider(), model);
        GatewayException refusal = refusal(routed);
        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly("model");
    }

    @Test
    void request_choiceAmongFunctionsThatAreNotThere_isReported() {
        RoutedRequest routed = ask("gemini-2.5-flash", ", \"functions\": [], \"function_call\": \"auto\"");
        assertThat(TRANSFORMER.request(routed).dropped()).containsExactly("function_call", "functions");
    }

    private static GatewayException refusal(RoutedRequest routed) {
        return catchThrowableOfType(GatewayException.class, () -> TRANSFORMER.request(routed));
    }
}
