package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNamesTest extends GatewayTest {

    /** Whatever comes of the call, the error names the provider that it went or would have gone to. */
    @ParameterizedTest
    @CsvSource({
        "gpt-4, openai",
        "gpt-4o, openai",
        "GPT-4o, openai",
        "chatgpt-4o-latest, openai",
        "o1, openai",
        "o3-mini, openai",
        "o4-mini, openai",
        "codex-mini-latest, openai",
        "ft:gpt-4o:acme::1, openai",
        "claude-3-opus, anthropic",
        "claude-sonnet-4-5, anthropic",
        "gemini-pro, gemini",
        "gemini-1.5-pro, gemini",
        "gemma-3-27b-it, gemini",
        "learnlm-1.5, gemini",
        "deepseek-chat, deepseek",
        "qwen-max, qwen",
        "qwq-32b, qwen",
        "qvq-max, qwen",
        "ernie-4.0-8k, ernie",
        "ERNIE-4.0-8K, ernie-legacy",
        "ERNIE-Speed-128K, ernie-legacy",
        "ERNIE-5.0, ernie",
        "ernie-legacy/ernie-speed-8k, ernie-legacy",
        "dify, dify",
        "dify/support/bot, dify",
        "glm-4-plus, glm",
        "chatglm3-6b, glm",
        "doubao-pro, ark",
        "ep-20240101, ark",
        "kimi-k2, moonshot",
        "moonshot-v1-8k, moonshot",
        "minimax-m1, minimax",
        "abab6.5-chat, minimax",
        "grok-4, xai",
        "mistral-large, mistral",
        "codestral-latest, mistral",
        "open-mixtral-8x7b, mistral",
        "sonar-pro, perplexity",
        "google/gemini-1.5-pro, gemini",
        "OpenAI/gpt-4o, openai",
        "dashscope/qwen-max, qwen",
        "zhipu/glm-4, glm",
        "volcengine/doubao-pro, ark",
        "siliconflow/deepseek-ai/DeepSeek-V3, silicon"
    })
    void model_isItsProviders(String model, String provider) throws Exception {
        assertThat(error(post("/llm/generate", chat(model))).path("provider").textValue())
                .isEqualTo(provider);
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, gpt-4o",
        "gpt-4o, gpt-4o",
        "openai/openai/gpt-4o, openai/gpt-4o",
        "openai/ft:gpt-4o:acme::1, ft:gpt-4o:acme::1",
        "openai/deepseek-ai/DeepSeek-V3, deepseek-ai/DeepSeek-V3"
    })
    void prefix_isTakenOffOnce(String model, String sent) throws Exception {
        post("/llm/generate", chat(model));

        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo/bar", "nobody", "gpt", "oracle", "o-1", "/gpt-4o", "openai/", "../openai/gpt-4o"})
    void unknownModel_is400ThatNamesIt(String model) throws Exception {
        HttpResponse<String> answer = post("/llm/generate", chat(model));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).path("detail").textValue()).contains("Model " + model + " is not supported");
        assertThat(error(answer).path("code").textValue()).isEqualTo("server.llm.modelNotSupported");
        assertThat(error(answer).path("error_code").intValue()).isEqualTo(8003);
        assertThat(error(post("/v1/chat/completions", chat(model))).path("code").textValue())
                .isEqualTo("model_not_found");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "groq/llama-3.3-70b, groq, GROQ_API_KEY",
        "mistral-large, mistral, MISTRAL_API_KEY",
        "qwen/qwen-max, qwen, QWEN_API_KEY or DASHSCOPE_API_KEY"
    })
    void providerWithoutKey_is503ThatNamesTheVariable(String model, String provider, String variable) throws Exception {
        for (String path : new String[] {"/llm/generate", "/v1/chat/completions"}) {
            HttpResponse<String> answer = post(path, chat(model, ",\"stream\":true"));
            String sentence = "Model " + model + " is not configured. Check .env file variable: " + variable;

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer.body()).path("detail").textValue()).isEqualTo(sentence);
            assertThat(error(answer).path("message").textValue()).isEqualTo(sentence);
            assertThat(error(answer).path("error_code").intValue()).isEqualTo(8002);
            assertThat(error(answer).path("provider").textValue()).isEqualTo(provider);
            assertThat(error(answer).path("model").textValue()).isEqualTo(model);
        }
        assertThat(error(post("/llm/generate", chat(model))).path("code").textValue())
                .isEqualTo("server.llm.specifiedLlmNotConfigured");
    }

    private static JsonNode error(HttpResponse<String> answer) {
        return json(answer.body()).path("error");
    }
}
