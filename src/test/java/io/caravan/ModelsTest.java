package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.caravan.upstream.ScriptedUpstream.Script;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Which models there are: from the cache, from the provider or from the catalogue, and nothing else. */
@DirtiesContext
@TestPropertySource(properties = {"caravan.models.failure-ttl=1ms", "caravan.models.timeout=1s"})
class ModelsTest extends GatewayTest {

    private static final String OPENAI = "/llm/providers/openai/models";

    @Autowired
    private Cache<Object, Object> modelLists;

    @BeforeEach
    void coldCache() {
        modelLists.invalidateAll();
    }

    @Test
    void list_comesFromTheProviderAndThenFromTheCache() throws Exception {
        UPSTREAM.always(list("gpt-4o", "whisper-1", "gpt-9"));

        JsonNode first = get(OPENAI, 200);
        JsonNode second = get(OPENAI, 200);

        assertThat(UPSTREAM.requests()).hasSize(1);
        assertThat(UPSTREAM.requests().getFirst().method()).isEqualTo("GET");
        assertThat(UPSTREAM.requests().getFirst().path()).isEqualTo("/v1/models");
        assertThat(UPSTREAM.requests().getFirst().headers()).containsEntry("authorization", "Bearer sk-openai-canary");
        assertThat(ids(first)).containsExactly("openai/gpt-4o", "openai/gpt-9");
        assertThat(first.path("source").asText()).isEqualTo("api");
        assertThat(first.path("fetched_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(first.path("error").isNull()).isTrue();
        assertThat(second.path("source").asText()).isEqualTo("cache");
        assertThat(second.path("fetched_at")).isEqualTo(first.path("fetched_at"));
        assertThat(second.path("models")).isEqualTo(first.path("models"));
    }

    @Test
    void model_isToldWithWhatIsKnownOfIt() throws Exception {
        UPSTREAM.always(list("gpt-4o", "gpt-9"));

        JsonNode models = get(OPENAI, 200).path("models");

        assertThat(models.get(0)).isEqualTo(json("""
            {"id": "openai/gpt-4o", "name": "gpt-4o", "provider": "openai", "display_name": "GPT-4o",
             "supports_structured_output": true, "supports_vision": true, "supports_function_calling": true,
             "supports_reasoning": false, "max_tokens": 128000, "max_output_tokens": 16384}
            """));
        assertThat(models.get(1)).isEqualTo(json("""
            {"id": "openai/gpt-9", "name": "gpt-9", "provider": "openai", "display_name": "gpt-9",
             "supports_structured_output": false, "supports_vision": false, "supports_function_calling": false,
             "supports_reasoning": false, "max_tokens": null, "max_output_tokens": null}
            """));
    }

    @Test
    void stampede_asksOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.always(connection -> {
            go.await();
            list("gpt-4o").answer(connection);
        });
        List<Future<JsonNode>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> get(OPENAI, 200)));
            }
            Awaitility.await().until(() -> calls.size() >= 100);
            go.countDown();
        }
        for (Future<JsonNode> answer : answers) {
            assertThat(ids(answer.get())).containsExactly("openai/gpt-4o");
        }
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void providerThatFails_isToldFromTheCatalogueWithTheReason() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{\"error\":{\"message\":\"on fire\"}}"));

        JsonNode answer = get(OPENAI, 200);

        assertThat(answer.path("source").asText()).isEqualTo("catalogue");
        assertThat(answer.path("error").asText()).contains("on fire").doesNotContain("sk-openai");
        assertThat(answer.path("fetched_at").isNull()).isTrue();
        assertThat(ids(answer)).contains("openai/gpt-4o", "openai/gpt-4o-mini", "openai/o1", "openai/o1-mini");
    }

    @Test
    void providerThatHangs_isWaitedForOnlySoLong() throws Exception {
        UPSTREAM.always(connection -> new CountDownLatch(1).await());

        JsonNode answer = get(OPENAI, 200);

        assertThat(answer.path("source").asText()).isEqualTo("catalogue");
        assertThat(answer.path("error").asText()).contains("openai");
    }

    @Test
    void emptyList_isAList() throws Exception {
        UPSTREAM.always(list());

        assertThat(get(OPENAI, 200).path("models")).isEmpty();
        assertThat(get(OPENAI, 200).path("source").asText()).isEqualTo("cache");
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void refresh_asksAlthoughTheCacheIsFresh() throws Exception {
        UPSTREAM.next(list("gpt-4o"));
        get(OPENAI, 200);
        UPSTREAM.next(list("gpt-9"));

        JsonNode refreshed = json(post(OPENAI + "/refresh", "").body());

        assertThat(ids(refreshed)).containsExactly("openai/gpt-9");
        assertThat(refreshed.path("source").asText()).isEqualTo("api");
        assertThat(ids(get(OPENAI, 200))).containsExactly("openai/gpt-9");
        assertThat(UPSTREAM.requests()).hasSize(2);
    }

    @Test
    void refreshThatFails_isAnErrorAndKeepsTheOldList() throws Exception {
        UPSTREAM.next(list("gpt-4o"));
        get(OPENAI, 200);
        UPSTREAM.next(connection -> connection.json(503, "{\"error\":{\"message\":\"later\"}}"));

        HttpResponse<String> refused = post(OPENAI + "/refresh", "{}");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused.body()).path("detail").asText()).contains("later");
        JsonNode kept = get(OPENAI, 200);
        assertThat(ids(kept)).containsExactly("openai/gpt-4o");
        assertThat(kept.path("source").asText()).isEqualTo("cache");
    }

    @Test
    void refreshWithoutAKey_tellsTheVariable() throws Exception {
        HttpResponse<String> refused = post("/llm/providers/groq/models/refresh", "");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused.body()).path("detail").asText())
                .isEqualTo("Provider groq is not configured. Check .env file variable: GROQ_API_KEY");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void providerWithoutAKey_isToldFromTheCatalogue() throws Exception {
        JsonNode answer = get("/llm/providers/glm/models", 200);

        assertThat(answer.path("source").asText()).isEqualTo("catalogue");
        assertThat(answer.path("error").isNull()).isTrue();
        assertThat(ids(answer)).contains("glm/glm-4.6").allMatch(id -> id.startsWith("glm/"));
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "OPENAI", "open%20ai", "%2e%2e", "..%2fopenai", "%00"})
    void providerThatThereIsNot_isABadRequest(String name) throws Exception {
        HttpResponse<String> read = read("/llm/providers/" + name + "/models");
        HttpResponse<String> refresh = post("/llm/providers/" + name + "/models/refresh", "");

        assertThat(read.statusCode()).isIn(400, 404);
        assertThat(refresh.statusCode()).isIn(400, 404);
        assertThat(read.body()).doesNotContain("<html");
    }

    @Test
    void unknownProvider_isNamed() throws Exception {
        HttpResponse<String> refused = read("/llm/providers/xyz/models");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused.body()).path("detail").asText()).isEqualTo("Invalid provider: xyz");
    }

    @Test
    void overview_hasTheModelsOfAllProvidersAndSaysWhereTheyAreKnownFrom() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));
        post(OPENAI + "/refresh", "");
        UPSTREAM.next(list("gpt-9"));
        post(OPENAI + "/refresh", "");

        JsonNode overview = get("/llm/models", 200);

        assertThat(ids(overview)).contains("openai/gpt-9", "glm/glm-4.6", "dify/dify", "ernie-legacy/ERNIE-4.0-8K");
        assertThat(ids(overview)).doesNotContain("openai/gpt-4o").doesNotHaveDuplicates();
        assertThat(provider(overview, "openai").path("source").asText()).isEqualTo("cache");
        assertThat(provider(overview, "openai").path("enabled").asBoolean()).isTrue();
        assertThat(provider(overview, "glm").path("enabled").asBoolean()).isFalse();
        assertThat(provider(overview, "glm").path("variables").get(0).asText()).isEqualTo("BIGMODEL_API_KEY");
        assertThat(provider(overview, "anthropic").path("error").asText()).isNotEmpty();
    }

    @Test
    void providers_areToldWithoutSecrets() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));

        HttpResponse<String> answer = read("/llm/providers");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("canary").doesNotContain("localhost");
        assertThat(provider(json(answer.body()), "openai").path("models").size())
                .isGreaterThan(10);
    }

    @Test
    void modelsForOpenAisClients_areThoseThatCanBeUsed() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));
        UPSTREAM.next(list("gpt-9"));
        post(OPENAI + "/refresh", "");

        JsonNode list = get("/v1/models", 200);

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").valueStream().map(model -> model.path("id").asText()))
                .contains("openai/gpt-9", "anthropic/claude-opus-5")
                .noneMatch(id -> id.startsWith("glm/"));
        assertThat(list.path("data").get(0).path("object").asText()).isEqualTo("model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-9", "openai/gpt-9", "openai%2Fgpt-9"})
    void oneModel_isToldUnderTheIdThatWasAskedFor(String id) throws Exception {
        UPSTREAM.always(list("gpt-9"));

        JsonNode model = get("/v1/models/" + id, 200);

        assertThat(model).isEqualTo(json("""
            {"id": "%s", "object": "model", "created": 0, "owned_by": "openai"}
            """.formatted(id.replace("%2F", "/"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-8", "foo/bar", "nobodys", "openai/"})
    void modelThatThereIsNot_isNotFound(String id) throws Exception {
        UPSTREAM.always(list("gpt-9"));

        HttpResponse<String> answer = read("/v1/models/" + id);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer.body()).at("/error/code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void namesForOldClients_areBareWhereThatIsEnough() throws Exception {
        UPSTREAM.always(connection -> connection.json(500, "{}"));
        UPSTREAM.next(list("gpt-9", "o9"));
        post(OPENAI + "/refresh", "");

        JsonNode answer = get("/api/llm/model-list", 200);

        assertThat(answer.path("code").asInt(-1)).isZero();
        assertThat(answer.path("message").asText()).isEqualTo("success");
        assertThat(answer.path("data").valueStream().map(JsonNode::asText))
                .contains("gpt-9", "o9", "dify", "ERNIE-4.0-8K", "claude-opus-5")
                .doesNotHaveDuplicates();
    }

    @Test
    void otherMethod_isRefused() throws Exception {
        assertThat(post("/llm/models", "{}").statusCode()).isEqualTo(405);
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = read(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer.body());
    }

    private HttpResponse<String> read(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("models")
                .valueStream()
                .map(model -> model.path("id").asText())
                .toList();
    }

    private static JsonNode provider(JsonNode overview, String id) {
        return overview.path("providers")
                .valueStream()
                .filter(provider -> provider.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Script list(String... ids) {
        String models = String.join(
                ",",
                Stream.of(ids)
                        .map(id -> "{\"id\":\"" + id + "\",\"object\":\"model\",\"owned_by\":\"x\"}")
                        .toList());
        return connection -> connection.json(200, "{\"object\":\"list\",\"data\":[" + models + "]}");
    }
}
