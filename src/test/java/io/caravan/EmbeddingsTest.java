package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class EmbeddingsTest extends GatewayTest {

    private static final String PATH = "/v1/embeddings";

    @Autowired
    private MeterRegistry meters;

    @DynamicPropertySource
    static void more(DynamicPropertyRegistry registry) {
        registry.add("QWEN_API_KEY", () -> "sk-qwen-canary");
        registry.add("QWEN_BASE_URL", () -> UPSTREAM.url() + "/compatible-mode/v1");
        registry.add("MISTRAL_API_KEY", () -> "mistral-canary");
        registry.add("MISTRAL_BASE_URL", () -> UPSTREAM.url() + "/v1");
        registry.add("AZURE_API_KEY", () -> "azure-canary");
        registry.add("AZURE_API_BASE", UPSTREAM::url);
        registry.add("AZURE_API_VERSION", () -> "2024-10-21");
        registry.add("FIREWORKS_API_KEY", () -> "fireworks-canary");
        registry.add("FIREWORKS_BASE_URL", () -> UPSTREAM.url() + "/inference/v1");
    }

    @Test
    void oneText_isAskedAsAListAndAnsweredAsOpenAiDoes() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(7, "[0.0023064255,-1.25]")));

        HttpResponse<String> answer = post(PATH, """
            {"model":"openai/text-embedding-3-small","input":"The food","dimensions":2,"user":"u1","custom":{"a":1}}\
            """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer.body())).isEqualTo(json("""
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.0023064255,-1.25]}],
             "model":"told","usage":{"prompt_tokens":7,"total_tokens":7,"cost":{"currency":"USD","input":0.00000014,
              "cached_input":0,"cache_write":0,"output":0,"total":0.00000014,"catalogue":"2026-10-31"}}}\
            """));
        Recorded asked = UPSTREAM.lastRequest();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/embeddings");
        assertThat(asked.headers()).containsEntry("authorization", "Bearer sk-openai-canary");
        assertThat(json(asked.body())).isEqualTo(json("""
            {"model":"text-embedding-3-small","input":["The food"],"dimensions":2,"user":"u1","custom":{"a":1}}\
            """));
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).isEmpty();
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void bareName_findsItsProvider() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(1, "[1.5]")));

        assertThat(post(PATH, request("text-embedding-3-large", "\"x\"")).statusCode())
                .isEqualTo(200);
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").asText()).isEqualTo("text-embedding-3-large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[3,14,15]|[[3,14,15]]", "[[3],[14,15]]|[[3],[14,15]]", "[\"a\",\"b\"]|[\"a\",\"b\"]"})
    void tokensAndLists_reachOpenAi(String input, String asked) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(1, "[1.5]", "[2.5]")));

        post(PATH, request("openai/e", input));

        assertThat(json(UPSTREAM.lastRequest().body()).path("input")).isEqualTo(json(asked));
    }

    @Test
    void base64_isAskedOfAProviderThatKnowsItAndPassedOn() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(2, "\"" + base64(0.1f, -2f) + "\"")));

        HttpResponse<String> answer = post(PATH, request("openai/e", "\"x\"", ",\"encoding_format\":\"base64\""));

        assertThat(json(UPSTREAM.lastRequest().body()).path("encoding_format").asText())
                .isEqualTo("base64");
        assertThat(embedding(answer, 0).textValue()).isEqualTo(base64(0.1f, -2f));
    }

    @Test
    void base64_isMadeOfNumbersWhereTheProviderDoesNotKnowIt() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(2, "[0.1,-2]")));

        HttpResponse<String> answer = post(PATH, request("qwen/e", "\"x\"", ",\"encoding_format\":\"base64\""));

        assertThat(json(UPSTREAM.lastRequest().body())).isEqualTo(json("""
            {"model":"e","input":["x"]}\
            """));
        assertThat(embedding(answer, 0).textValue()).isEqualTo(base64(0.1f, -2f));
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).isEmpty();
    }

    @Test
    void numbers_areMadeOfBase64ThatNobodyAskedFor() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(2, "\"" + base64(0.1f, -2f) + "\"")));

        HttpResponse<String> answer = post(PATH, request("openai/e", "\"x\"", ",\"encoding_format\":\"float\""));

        assertThat(embedding(answer, 0)).isEqualTo(json("[0.1,-2.0]"));
    }

    @Test
    void moreTextsThanOneCallTakes_areAskedInSeveralAndJoinedInOrder() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(10, vectors(0, 10))));
        UPSTREAM.next(connection -> connection.json(200, openAi(10, vectors(10, 20))));
        UPSTREAM.next(connection -> connection.json(200, openAi(3, vectors(20, 23))));

        HttpResponse<String> answer = post(PATH, request("qwen/text-embedding-v4", texts(23)));

        assertThat(UPSTREAM.requests())
                .extracting(asked -> json(asked.body()).path("input").size())
                .containsExactly(10, 10, 3);
        assertThat(json(UPSTREAM.requests().get(1).body()).path("input").path(0).asText())
                .isEqualTo("t10");
        JsonNode body = json(answer.body());
        assertThat(body.path("data")).hasSize(23);
        for (int i = 0; i < 23; i++) {
            assertThat(body.path("data").get(i)).isEqualTo(json("""
                {"object":"embedding","index":%d,"embedding":[%d.5]}\
                """.formatted(i, i)));
        }
        assertThat(body.path("usage")).isEqualTo(json("{\"prompt_tokens\":23,\"total_tokens\":23,\"cost\":null}"));
    }

    @Test
    void vectors_thatComeInAnotherOrder_areSorted() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, """
            {"data":[{"index":1,"embedding":[1.5]},{"index":0,"embedding":[0.5]}]}\
            """));

        HttpResponse<String> answer = post(PATH, request("openai/e", texts(2)));

        assertThat(embedding(answer, 0)).isEqualTo(json("[0.5]"));
        assertThat(embedding(answer, 1)).isEqualTo(json("[1.5]"));
        assertThat(json(answer.body()).path("model").asText()).isEqualTo("openai/e");
        assertThat(json(answer.body()).path("usage")).isEqualTo(json("""
            {"prompt_tokens":4,"total_tokens":4,"estimated":true,"cost":null}\
            """));
    }

    @Test
    void refusalOfTheSecondCall_isTheAnswerAndEndsTheCalls() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(10, vectors(0, 10))));
        UPSTREAM.next(connection -> connection.json(
                429, "{\"error\":{\"message\":\"slow down\",\"type\":\"limit_requests\"}}", "Retry-After: 7"));
        double failures = count("qwen", "failure");
        double tokens = tokens("qwen");

        HttpResponse<String> answer = post(PATH, request("qwen/e", texts(30)));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("type").asText()).isEqualTo("rate_limit_error");
        assertThat(error.path("message").asText()).isEqualTo("qwen: slow down");
        assertThat(error.path("provider").asText()).isEqualTo("qwen");
        assertThat(error.path("upstream_status").asInt()).isEqualTo(429);
        assertThat(UPSTREAM.requests()).hasSize(2);
        assertThat(count("qwen", "failure")).isEqualTo(failures + 1);
        assertThat(tokens("qwen")).isEqualTo(tokens + 10);
    }

    @Test
    void connectionThatBreaksInTheLastCall_isTheFailure() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(10, vectors(0, 10))));
        UPSTREAM.next(connection -> connection.json(200, openAi(8, vectors(10, 20))));
        UPSTREAM.next(connection -> connection.reset());
        double tokens = tokens("qwen");

        HttpResponse<String> answer = post(PATH, request("qwen/e", texts(21)));

        assertThat(tokens("qwen")).isEqualTo(tokens + 18);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer.body()).at("/error/type").asText()).isEqualTo("api_connection_error");
    }

    @Test
    void gemini_isAskedForABatch() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, """
            {"embeddings":[{"values":[0.1,0.2]},{"values":[0.3,0.4]}],"usageMetadata":{"promptTokenCount":9}}\
            """));

        HttpResponse<String> answer = post(PATH, """
            {"model":"gemini/gemini-embedding-001","input":["a","b"],"dimensions":2,"task_type":"CLUSTERING",
             "user":"u","input_type":"query"}\
            """);

        Recorded asked = UPSTREAM.lastRequest();
        assertThat(asked.path()).isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
        assertThat(asked.headers()).containsEntry("x-goog-api-key", "AIza-canary");
        assertThat(json(asked.body())).isEqualTo(json("""
            {"requests":[
              {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING",
               "outputDimensionality":2},
              {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"taskType":"CLUSTERING",
               "outputDimensionality":2}]}\
            """));
        assertThat(json(answer.body())).isEqualTo(json("""
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]},
              {"object":"embedding","index":1,"embedding":[0.3,0.4]}],
             "model":"gemini/gemini-embedding-001","usage":{"prompt_tokens":9,"total_tokens":9,
              "cost":{"currency":"USD","input":0.00000135,"cached_input":0,"cache_write":0,"output":0,
                      "total":0.00000135,"catalogue":"2026-10-31"}}}\
            """));
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).contains("input_type,user");
    }

    @Test
    void gemini_takesAHundredTextsACall() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, gemini(100)));
        UPSTREAM.next(connection -> connection.json(200, gemini(1)));

        HttpResponse<String> answer = post(PATH, request("gemini/e", texts(101), ",\"seed\":1"));

        assertThat(json(answer.body()).path("data")).hasSize(101);
        assertThat(UPSTREAM.requests()).hasSize(2);
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).contains("seed");
    }

    @Test
    void renamedAndUnknownMembers_areToldApart() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(1, "[1.5]")));

        HttpResponse<String> answer =
                post(PATH, request("mistral/codestral-embed", "\"x\"", ",\"dimensions\":8,\"user\":\"u\""));

        assertThat(json(UPSTREAM.lastRequest().body())).isEqualTo(json("""
            {"model":"codestral-embed","input":["x"],"output_dimension":8}\
            """));
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).contains("user");
    }

    @Test
    void modelsName_isSpelledAsForChat() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(1, "[1.5]")));

        post(PATH, request("fireworks/qwen3-embedding-8b", "\"x\""));

        assertThat(json(UPSTREAM.lastRequest().body()).path("model").asText())
                .isEqualTo("accounts/fireworks/models/qwen3-embedding-8b");
    }

    @Test
    void azure_isAskedAtItsDeployment() throws Exception {
        UPSTREAM.next(connection -> connection.json(200, openAi(3, "\"" + base64(0.1f, -2f) + "\"")));

        HttpResponse<String> answer =
                post(PATH, request("azure/My-Embeddings", "\"x\"", ",\"encoding_format\":\"base64\",\"user\":\"u\""));

        Recorded asked = UPSTREAM.lastRequest();
        assertThat(asked.path()).isEqualTo("/openai/deployments/My-Embeddings/embeddings?api-version=2024-10-21");
        assertThat(asked.headers()).containsEntry("api-key", "azure-canary").doesNotContainKey("authorization");
        assertThat(json(asked.body())).isEqualTo(json("""
            {"model":"My-Embeddings","input":["x"],"encoding_format":"base64","user":"u"}\
            """));
        assertThat(embedding(answer, 0).textValue()).isEqualTo(base64(0.1f, -2f));
        assertThat(json(answer.body()).path("usage"))
                .isEqualTo(json("{\"prompt_tokens\":3,\"total_tokens\":3,\"cost\":null}"));
        assertThat(answer.headers().firstValue("Caravan-Dropped-Params")).isEmpty();
    }

    @Test
    void tokens_areRefusedWhereTheModelHasOthers() throws Exception {
        HttpResponse<String> answer = post(PATH, request("gemini/e", "[1,2]"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/param").asText()).isEqualTo("input");
        assertThat(json(answer.body()).at("/error/code").asText()).isEqualTo("unsupported_parameter");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void providerWithoutEmbeddings_isRefusedByName() throws Exception {
        HttpResponse<String> answer = post(PATH, request("anthropic/claude-sonnet-4-5", "\"x\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("message").asText())
                .startsWith("model: anthropic has no embeddings here; those that have: ")
                .contains("gemini, ", "openai, ");
        assertThat(error.path("param").asText()).isEqualTo("model");
        assertThat(error.path("provider").asText()).isEqualTo("anthropic");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void unknownModel_isRefusedWithOpenAisCode() throws Exception {
        HttpResponse<String> answer = post(PATH, request("nobody/e", "\"x\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void providerWithoutKey_isNotConfigured() throws Exception {
        HttpResponse<String> answer = post(PATH, request("together/e", "\"x\""));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer.body()).at("/error/message").asText())
                .isEqualTo("Model together/e is not configured. Check .env file variable: "
                        + "TOGETHER_API_KEY or TOGETHERAI_API_KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|model: is required (and 1 more)|model",
                "{\"model\":\"openai/e\"}|input: is required|input",
                "{\"model\":\"openai/e\",\"input\":[\"a\",\"\"]}|input.1: must not be an empty string|input.1",
                "{\"model\":\"openai/e\",\"input\":\"x\"}}|body: something|",
                "[1]|body: must be a JSON object|body",
            })
    void wrongRequest_isRefusedWithThePlace(String request, String message, String place) throws Exception {
        HttpResponse<String> answer = post(PATH, request);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        if (place != null) {
            assertThat(error.path("message").asText()).isEqualTo(message);
            assertThat(error.path("param").asText()).isEqualTo(place);
        }
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void answerThatMakesNoSense_isTheProvidersFault(String model, String told, String message) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, told));

        HttpResponse<String> answer = post(PATH, request(model, texts(2)));

        assertThat(answer.statusCode()).isEqualTo(502);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_upstream_response");
        assertThat(error.path("message").asText()).isEqualTo(message);
        assertThat(error.path("upstream_status").asInt()).isEqualTo(200);
    }

    static Stream<Arguments> answerThatMakesNoSense_isTheProvidersFault() {
        return Stream.of(
                arguments("openai/e", "nonsense", "openai answered something that is not JSON"),
                arguments("openai/e", "", "openai answered something that is not JSON"),
                arguments("openai/e", "[1,\"a\"]", "openai answered something that is not JSON"),
                arguments("openai/e", "{\"data\":[{\"embedding\":[1]}]}", "openai: answered 1 embeddings for 2 inputs"),
                arguments("openai/e", "[]", "openai: answered 0 embeddings for 2 inputs"),
                arguments("openai/e", openAi(1, "[1]", "\"***\""), "openai: answered 1 embeddings for 2 inputs"),
                arguments("openai/e", openAi(1, "[1]", "\"AAA=\""), "openai: answered 1 embeddings for 2 inputs"),
                arguments(
                        "openai/e",
                        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
                        "openai: answered 2 embeddings for 2 inputs"),
                arguments("gemini/e", "{\"embeddings\":3}", "gemini answered 0 embeddings for 2 inputs"),
                arguments("gemini/e", gemini(3), "gemini answered 3 embeddings for 2 inputs"));
    }

    @Test
    void manyLongVectors_areRead() throws Exception {
        String vector = "["
                + String.join(",", IntStream.range(0, 3072).mapToObj(i -> "0.5").toList()) + "]";
        String[] vectors = Stream.generate(() -> vector).limit(512).toArray(String[]::new);
        UPSTREAM.next(connection -> connection.json(200, openAi(512, vectors)));

        HttpResponse<String> answer = post(PATH, request("openai/e", texts(512), ",\"encoding_format\":\"base64\""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Base64.getDecoder().decode(embedding(answer, 511).textValue()))
                .hasSize(3072 * 4);
    }

    @Test
    void call_isBookedWithItsTokens() throws Exception {
        double calls = count("openai", "success");
        double tokens = tokens("openai");
        UPSTREAM.next(connection -> connection.json(200, openAi(7, "[1.5]")));

        post(PATH, request("openai/e", "\"x\""));

        assertThat(count("openai", "success")).isEqualTo(calls + 1);
        assertThat(tokens("openai")).isEqualTo(tokens + 7);
    }

    private double count(String provider, String outcome) {
        return meters.timer("caravan.calls", "provider", provider, "outcome", outcome, "stream", "false")
                .count();
    }

    private double tokens(String provider) {
        return meters.counter("caravan.tokens", "provider", provider, "kind", "prompt")
                .count();
    }

    private static JsonNode embedding(HttpResponse<String> answer, int index) throws IOException {
        return json(answer.body()).path("data").path(index).path("embedding");
    }

    private static String request(String model, String input) {
        return request(model, input, "");
    }

    private static String request(String model, String input, String more) {
        return "{\"model\":\"%s\",\"input\":%s%s}".formatted(model, input, more);
    }

    private static String texts(int count) {
        return "["
                + String.join(
                        ",",
                        IntStream.range(0, count)
                                .mapToObj(i -> "\"t" + i + "\"")
                                .toList()) + "]";
    }

    private static String[] vectors(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "[" + i + ".5]").toArray(String[]::new);
    }

    private static String openAi(int tokens, String... vectors) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < vectors.length; i++) {
            data.append(i == 0 ? "" : ",").append("""
                {"object":"embedding","index":%d,"embedding":%s}\
                """.formatted(i, vectors[i]));
        }
        return """
            {"object":"list","data":[%s],"model":"told","usage":{"prompt_tokens":%d,"total_tokens":%d}}\
            """.formatted(data, tokens, tokens);
    }

    private static String gemini(int count) {
        return "{\"embeddings\":["
                + String.join(
                        ",",
                        Stream.generate(() -> "{\"values\":[0.5]}").limit(count).toList()) + "]}";
    }

    private static String base64(float... floats) {
        ByteBuffer buffer = ByteBuffer.allocate(floats.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : floats) {
            buffer.putFloat(number);
        }
        return new String(Base64.getEncoder().encode(buffer.array()), UTF_8);
    }
}
