package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.caravan.upstream.ScriptedUpstream.Script;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What the operator does not allow is refused without a call, and not told of. */
@TestPropertySource(
        properties = {
            "caravan.models.failure-ttl=1ms",
            "caravan.aliases.fast=openai/gpt-4o-mini",
            "caravan.aliases.slow=openai/o1",
            "LLM_ALLOWED_MODELS=anthropic/claude-sonnet-4-5, fast, gpt-4o, openai/gpt-secret, gemini-2.5-flash*",
            "LLM_ALLOWED_MODEL_DISPLAY_NAMES=Sonnet, Quick, Four, Secret, Flashes",
            "DEFAULT_LLM_MODEL=openai/o1"
        })
class AllowedModelsTest extends GatewayTest {

    private static final Script OPENAI_LIST = connection -> connection.json(200, """
        {"object":"list","data":[{"id":"gpt-4o-mini","object":"model"},{"id":"gpt-4o","object":"model"}]}
        """);

    @Autowired
    private Cache<Object, Object> modelLists;

    @BeforeEach
    void coldCache() {
        modelLists.invalidateAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "openai/gpt-4o", "GPT-4o", "fast", "openai/gpt-secret"})
    void settings_withAModelThatIsAllowed_pass(String model) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));

        assertThat(post("/llm/generate", chat(model, ",\"temperature\":0.3")).statusCode())
                .isEqualTo(200);
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-flash", "google/gemini-2.5-flash-lite", "gemini/gemini-2.5-flash"})
    void settings_withAModelOfAnAllowedFamily_pass(String model) throws Exception {
        UPSTREAM.always(connection -> connection.json(
                200, "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}"));

        assertThat(post("/llm/generate", chat(model)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o-mini",
                "openai/gpt-4o-mini",
                "slow",
                "azure/gpt-4o",
                "claude-opus-5",
                "gemini-2.5-pro",
                "qwen/claude-sonnet-4-5"
            })
    void settings_withAnotherModel_areRefusedWithoutACall(String model) throws Exception {
        String sentence = "Model " + model + " is not supported: it is none of the models that may be used here";
        for (String more : List.of("", ",\"temperature\":0.3,\"stream\":true")) {
            HttpResponse<String> answer = post("/llm/generate", chat(model, more));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer.body()).path("detail").textValue()).isEqualTo(sentence);
            assertThat(json(answer.body()).at("/error/code").textValue()).isEqualTo("server.llm.modelNotSupported");
            assertThat(json(answer.body()).at("/error/error_code").intValue()).isEqualTo(8003);
        }
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | {'model':'o1','messages':[{'role':'user','content':'Hi'}]}",
                "/llm/chat            | {'model':'o1','messages':[{'role':'user','content':'Hi'}]}",
                "/llm/invoke          | {'model':'o1','message':'Hi'}",
                "/llm/invoke          | {'message':'Hi'}",
                "/v1/messages         | {'model':'o1','max_tokens':9,'messages':[{'role':'user','content':'Hi'}]}",
                "/v1beta/models/o1:generateContent | {'contents':[{'parts':[{'text':'Hi'}]}]}",
                "/llm/openai/generate | {'model':'o1','messages':[{'role':'user','content':'Hi'}]}",
                "/llm/count-tokens    | {'model':'o1','messages':[{'role':'user','content':'Hi'}]}",
                "/v1/messages/count_tokens    | {'model':'o1','messages':[{'role':'user','content':'Hi'}]}",
                "/v1beta/models/o1:countTokens | {'contents':[{'parts':[{'text':'Hi'}]}]}",
                "/v1/embeddings       | {'model':'openai/text-embedding-3-small','input':'Hi'}"
            })
    void otherModel_isRefusedAtEveryEntrance(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("is not supported: it is none of the models that may be used here");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void list_hasWhatIsAllowedInItsOrderUnderTheOperatorsNames() throws Exception {
        UPSTREAM.always(OPENAI_LIST);

        JsonNode list = get("/llm/providers/openai/models", 200);

        assertThat(list.path("source").asText()).isEqualTo("api");
        assertThat(list.path("models")
                        .valueStream()
                        .map(model -> model.path("id").asText() + " "
                                + model.path("display_name").asText()))
                .containsExactly("openai/gpt-4o Four", "openai/gpt-secret Secret");
        assertThat(get("/llm/providers/qwen/models", 200).path("models")).isEmpty();
    }

    @Test
    void refresh_tellsWhatIsAllowedToo() throws Exception {
        UPSTREAM.always(OPENAI_LIST);

        JsonNode list = json(post("/llm/providers/openai/models/refresh", "").body());

        assertThat(list.path("models")
                        .valueStream()
                        .map(model -> model.path("name").asText()))
                .containsExactly("gpt-4o", "gpt-secret");
    }

    @Test
    void listOfAll_hasTheOrderAcrossProviders() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));

        JsonNode overview = get("/llm/models", 200);

        assertThat(overview.path("models")
                        .valueStream()
                        .map(model -> model.path("id").asText() + " "
                                + model.path("display_name").asText()))
                .containsExactly(
                        "anthropic/claude-sonnet-4-5 Sonnet",
                        "fast Quick",
                        "openai/gpt-4o Four",
                        "openai/gpt-secret Secret",
                        "gemini/gemini-2.5-flash-lite Gemini 2.5 Flash Lite",
                        "gemini/gemini-2.5-flash Gemini 2.5 Flash");
        assertThat(overview.path("providers")
                        .valueStream()
                        .filter(provider -> provider.path("id").asText().equals("openai"))
                        .flatMap(provider -> provider.path("models").valueStream())
                        .map(JsonNode::asText))
                .containsExactly("openai/gpt-4o", "openai/gpt-secret");
    }

    @Test
    void listsForClients_haveTheSameOrder() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));

        assertThat(get("/v1/models", 200)
                        .path("data")
                        .valueStream()
                        .map(model -> model.path("id").asText()))
                .containsExactly(
                        "anthropic/claude-sonnet-4-5",
                        "fast",
                        "openai/gpt-4o",
                        "openai/gpt-secret",
                        "gemini/gemini-2.5-flash-lite",
                        "gemini/gemini-2.5-flash");
        assertThat(get("/api/llm/model-list", 200).path("data").valueStream().map(JsonNode::asText))
                .containsExactly(
                        "claude-sonnet-4-5",
                        "fast",
                        "gpt-4o",
                        "gpt-secret",
                        "gemini-2.5-flash-lite",
                        "gemini-2.5-flash");
    }

    @ParameterizedTest
    @CsvSource({"fast, 200", "gpt-4o, 200", "gpt-secret, 200", "gpt-4o-mini, 404", "slow, 404", "gemini-2.5-pro, 404"})
    void oneModel_isToldIfItIsAllowed(String id, int status) throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));

        get("/v1/models/" + id, status);
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer.body());
    }
}
