package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Variables that are to hold a provider's URL and hold something else. */
@ExtendWith(OutputCaptureExtension.class)
class WrongUrlTest extends GatewayTest {

    @DynamicPropertySource
    static void wrongUrls(DynamicPropertyRegistry registry) {
        registry.add("MISTRAL_API_KEY", () -> "k");
        registry.add("MISTRAL_BASE_URL", () -> "htp:/canary host");
        registry.add("OLLAMA_API_BASE", () -> "canary:11434");
        registry.add("COHERE_API_KEY", () -> "k");
        registry.add("COHERE_API_URL", () -> "http://canary_host");
        registry.add("ARK_API_KEY", () -> "k");
        registry.add("ARK_ACCESS_KEY_ID", () -> "k");
        registry.add("ARK_SECRET_ACCESS_KEY", () -> "k");
        registry.add("ARK_OPENAPI_URL", () -> "canary.example");
    }

    @ParameterizedTest
    @CsvSource({
        "/llm/generate,        mistral/m, MISTRAL_BASE_URL, server.llm.specifiedLlmNotConfigured",
        "/llm/generate,        ollama/m,  OLLAMA_API_BASE,  server.llm.specifiedLlmNotConfigured",
        "/v1/chat/completions, cohere/m,  COHERE_API_URL,   provider_not_configured"
    })
    void call_isA503ThatNamesTheVariable(String path, String model, String variable, String code) throws Exception {
        HttpResponse<String> answer = post(path, chat(model));

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("message").textValue())
                .isEqualTo("Model " + model + " is not configured. Check .env file variable: " + variable);
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("canary");
    }

    @Test
    void embedding_isA503ThatNamesTheVariable() throws Exception {
        HttpResponse<String> answer = post("/v1/embeddings", "{\"model\":\"mistral/m\",\"input\":\"a\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("MISTRAL_BASE_URL").doesNotContain("canary");
    }

    @Test
    void list_tellsTheVariableToo() throws Exception {
        HttpResponse<String> ark = post("/llm/providers/ark/models/refresh", "");
        HttpResponse<String> mistral = post("/llm/providers/mistral/models/refresh", "");

        assertThat(ark.statusCode()).isEqualTo(503);
        assertThat(json(ark.body()).path("detail").textValue())
                .isEqualTo("Provider ark is not configured. Check .env file variable: ARK_OPENAPI_URL");
        assertThat(mistral.statusCode()).isEqualTo(503);
        assertThat(json(mistral.body()).path("detail").textValue())
                .isEqualTo("Provider mistral is not configured. Check .env file variable: MISTRAL_BASE_URL");
    }

    @Test
    void start_warnsOnceOfEachVariable(CapturedOutput output) {
        assertThat(output.getAll().lines().filter(line -> line.contains(" is not the URL of an HTTP service")))
                .hasSize(3)
                .allMatch(line -> line.contains(" WARN "))
                .anyMatch(line -> line.endsWith(
                        "MISTRAL_BASE_URL is not the URL of an HTTP service: provider mistral cannot be used"));
        assertThat(output.getAll()).doesNotContain("canary host");
    }
}
