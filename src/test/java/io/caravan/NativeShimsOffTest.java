package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** The entrances of the oldest clients, switched off. */
@TestPropertySource(properties = "caravan.native-shims.enabled=false")
class NativeShimsOffTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void closedEntrance_is410WithAPointer(String provider) throws Exception {
        HttpResponse<String> answer = post("/llm/" + provider + "/generate", "{\"model\":\"m\"}");

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(json(answer.body()).path("error").textValue())
                .isEqualTo("/llm/" + provider + "/generate is closed, use /llm/generate with the model " + provider
                        + "/… and messages");
        assertThat(answer.headers().firstValue("link")).hasValue("</llm/generate>; rel=\"successor-version\"");
        assertThat(answer.headers().firstValue("sunset")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "sim"})
    void entranceThatNeverWas_is404(String provider) throws Exception {
        assertThat(post("/llm/" + provider + "/generate", "{}").statusCode()).isEqualTo(404);
    }
}
