package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Models under names of the operator's own, and with the limits of the operator's. */
@TestPropertySource(
        properties = {
            "caravan.aliases.fast=openai/gpt-4o-mini",
            "caravan.aliases.ark/doubao-pro=ark/ep-2024",
            "caravan.aliases.my-*=anthropic/claude-*",
            "caravan.aliases.vectors=openai/text-embedding-3-small",
            "LLM_ALIASES={\"quick\":\"fast\",\"lost\":\"nobody/x\",\"keyless\":\"groq/llama\"}",
            "LLM_MODEL_MAX_OUTPUT_TOKENS={\"openai/gpt-4o\":200,\"claude-*\":70}",
            "caravan.max-output-tokens.ark/doubao-pro=30",
            "DEFAULT_LLM_MODEL=quick"
        })
class ModelAliasesTest extends GatewayTest {

    private static final String CLAUDE = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hi"}],\
        "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}\
        """;

    @DynamicPropertySource
    static void more(DynamicPropertyRegistry registry) {
        registry.add("ARK_API_KEY", () -> "ark-canary");
        registry.add("ARK_BASE_URL", () -> UPSTREAM.url() + "/ark");
        registry.add("QWEN_API_KEY", () -> "sk-qwen-canary");
        registry.add("QWEN_BASE_URL", () -> UPSTREAM.url() + "/qwen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/llm/generate           | {'model':'quick','messages':[{'role':'user','content':'Hi'}]}",
                "/v1/chat/completions    | {'model':'fast','messages':[{'role':'user','content':'Hi'}]}",
                "/llm/chat               | {'model':'FAST','messages':[{'role':'user','content':'Hi'}]}",
                "/llm/invoke             | {'model':'fast','message':'Hi'}",
                "/llm/invoke             | {'message':'Hi'}",
                "/v1/messages            | {'model':'fast','max_tokens':9,'messages':[{'role':'user','content':'Hi'}]}",
                "/v1beta/models/fast:generateContent | {'contents':[{'parts':[{'text':'Hi'}]}]}",
                "/llm/openai/generate    | {'model':'fast','messages':[{'role':'user','content':'Hi'}]}",
                "/llm/anthropic/generate | {'model':'fast','messages':[{'role':'user','content':'Hi'}]}"
            })
    void alias_isUnderstoodAtEveryEntrance(String path, String body) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));

        HttpResponse<String> answer = post(path, body.replace('\'', '"'));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo("/v1/chat/completions");
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo("gpt-4o-mini");
    }

    @Test
    void alias_isUnderstoodForEmbeddings() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, """
            {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[1]}],
             "usage":{"prompt_tokens":1,"total_tokens":1}}
            """));

        assertThat(post("/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"Hi\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo("text-embedding-3-small");
    }

    @Test
    void aliasAndCeiling_countWhereTokensAreCounted() throws Exception {
        JsonNode alias = json(post("/llm/count-tokens", chat("quick")).body());
        JsonNode bounded = json(post("/llm/count-tokens", chat("gpt-4o")).body());

        assertThat(alias.path("model").textValue()).isEqualTo("openai/gpt-4o-mini");
        assertThat(alias.path("max_output_tokens").intValue()).isEqualTo(16_384);
        assertThat(bounded.path("max_output_tokens").intValue()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ark/doubao-pro,   /ark/chat/completions,  ep-2024",
        "ark/doubao-lite,  /ark/chat/completions,  doubao-lite",
        "qwen/deepseek-v3, /qwen/chat/completions, deepseek-v3",
        "qwen/fast,        /qwen/chat/completions, fast"
    })
    void sameNameOnDifferentHosts_doesNotCollide(String model, String path, String upstream) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));

        assertThat(post("/llm/generate", chat(model)).statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo(path);
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo(upstream);
    }

    @Test
    void bareNameThatAnotherHostHasToo_isItsOwnProviders() throws Exception {
        HttpResponse<String> answer = post("/llm/generate", chat("deepseek-chat"));

        assertThat(json(answer.body()).at("/error/provider").textValue()).isEqualTo("deepseek");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void family_keepsWhatItsStarStoodFor() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, CLAUDE));

        assertThat(post("/v1/chat/completions", chat("my-haiku-4-5")).statusCode())
                .isEqualTo(200);
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo("/v1/messages");
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo("claude-haiku-4-5");
    }

    @Test
    void stream_ofAnAlias_isItsModels() throws Exception {
        UPSTREAM.always(connection -> connection.stream("""
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\
            "delta":{"content":"Hi"},"finish_reason":"stop"}]}

            data: [DONE]

            """));

        HttpResponse<String> answer = post("/v1/chat/completions", chat("quick", ",\"stream\":true"));

        assertThat(data(answer.body())).last().isEqualTo("[DONE]");
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").textValue())
                .isEqualTo("gpt-4o-mini");
    }

    @Test
    void aliasOfNothing_isRefusedByBothNames() throws Exception {
        HttpResponse<String> answer = post("/llm/generate", chat("lost"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/error_code").intValue()).isEqualTo(8003);
        assertThat(json(answer.body()).path("detail").textValue())
                .startsWith("Model lost is not supported: it is an alias of nobody/x, which nobody has. Write it");
    }

    @Test
    void aliasOfAProviderWithoutAKey_tellsTheVariable() throws Exception {
        HttpResponse<String> answer = post("/llm/generate", chat("keyless"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer.body()).path("detail").textValue())
                .isEqualTo("Model keyless is not configured. Check .env file variable: GROQ_API_KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,           '',                             max_tokens,            200",
        "openai/gpt-4o,    ',\"max_tokens\":201',          max_tokens,            200",
        "gpt-4o,           ',\"max_tokens\":199',          max_tokens,            199",
        "gpt-4o,           ',\"max_completion_tokens\":9999', max_completion_tokens, 200",
        "gpt-4o-mini,      ',\"max_tokens\":9999999',      max_tokens,            9999999",
        "ark/doubao-pro,   '',                             max_tokens,            30",
        "ark/doubao-pro,   ',\"max_tokens\":31',           max_tokens,            30",
        "my-3-haiku-20240307, '',                          max_tokens,            70",
        "claude-3-haiku-20240307, ',\"max_tokens\":71',    max_tokens,            70"
    })
    void ceiling_boundsWhatTheProviderIsAsked(String model, String limit, String member, int tokens) throws Exception {
        String answer = model.startsWith("gpt") || model.contains("/") ? OPENAI_ANSWER : CLAUDE;
        UPSTREAM.always(connection -> connection.json(200, answer));

        assertThat(post("/llm/generate", chat(model, limit)).statusCode()).isEqualTo(200);
        assertThat(json(UPSTREAM.lastRequest().body()).path(member)).isEqualTo(json(String.valueOf(tokens)));
    }

    @Test
    void modelWithoutACeiling_isAskedForNoLimit() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        post("/llm/generate", chat("fast"));

        assertThat(json(UPSTREAM.lastRequest().body()).has("max_tokens")).isFalse();
    }

    @Test
    void aliases_areToldAsModels() throws Exception {
        JsonNode models = get("/llm/models", 200).path("models");

        assertThat(models.valueStream()
                        .filter(model -> model.path("id").asText().equals("fast")))
                .containsExactly(json("""
                    {"id": "fast", "name": "gpt-4o-mini", "provider": "openai", "display_name": "GPT-4o mini",
                     "supports_structured_output": true, "supports_vision": true, "supports_function_calling": true,
                     "supports_reasoning": false, "max_tokens": 128000, "max_output_tokens": 16384}
                    """));
        assertThat(models.valueStream().map(model -> model.path("id").asText()))
                .contains("ark/doubao-pro", "quick", "keyless", "vectors")
                .doesNotContain("lost", "my-*")
                .doesNotHaveDuplicates();
    }

    @Test
    void aliases_areToldToOpenAisClientsAsFarAsTheyCanBeUsed() throws Exception {
        JsonNode list = get("/v1/models", 200).path("data");

        assertThat(list.valueStream().filter(model -> model.path("id").asText().equals("ark/doubao-pro")))
                .containsExactly(json("""
                    {"id": "ark/doubao-pro", "object": "model", "created": 0, "owned_by": "ark"}
                    """));
        assertThat(list.valueStream().map(model -> model.path("id").asText()))
                .contains("fast", "quick")
                .doesNotContain("keyless", "lost");
        assertThat(get("/api/llm/model-list", 200).path("data").valueStream().map(JsonNode::asText))
                .contains("fast", "ark/doubao-pro", "gpt-4o-mini");
    }

    @ParameterizedTest
    @CsvSource({"fast, openai", "quick, openai", "ark/doubao-pro, ark", "my-opus-5, anthropic"})
    void alias_isFoundByItsName(String alias, String owner) throws Exception {
        assertThat(get("/v1/models/" + alias, 200)).isEqualTo(json("""
            {"id": "%s", "object": "model", "created": 0, "owned_by": "%s"}
            """.formatted(alias, owner)));
    }

    @ParameterizedTest
    @CsvSource({"lost", "my-nonsense", "other"})
    void aliasOfNothing_isNotFound(String alias) throws Exception {
        get("/v1/models/" + alias, 404);
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer.body());
    }
}
