package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.GatewayTest;
import io.caravan.call.Call;
import io.caravan.call.Timeouts;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Providers' lists as the routes ask for them, over real HTTP. */
class ListModelsRouteTest extends GatewayTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private Providers providers;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        registry.add("COHERE_API_KEY", () -> "cohere-canary");
        registry.add("COHERE_BASE_URL", UPSTREAM::url);
        registry.add("SILICON_API_KEY", () -> "silicon-canary");
        registry.add("SILICON_BASE_URL", () -> UPSTREAM.url() + "/v1");
        registry.add("AZURE_API_KEY", () -> "azure-canary");
        registry.add("AZURE_API_BASE", UPSTREAM::url);
        registry.add("ARK_API_KEY", () -> "ark-canary");
        registry.add("ARK_BASE_URL", () -> UPSTREAM.url() + "/api/v3");
        registry.add("VOLC_ACCESSKEY", () -> "AK-canary");
        registry.add("ARK_SECRET_ACCESS_KEY", () -> "SK-canary");
        registry.add("ARK_OPENAPI_URL", () -> UPSTREAM.url() + "/");
    }

    @Test
    void openAi_isAskedOnce_andItsModelsForChatAreLeft() {
        UPSTREAM.next(connection -> connection.json(200, """
            {"object":"list","data":[{"id":"gpt-4o","object":"model"},{"id":"whisper-1"},{"id":"o3-mini"},
             {"id":"text-embedding-3-small"},{"id":"dall-e-3"},{"id":"gpt-4o-realtime-preview"},{"id":"gpt-4o"},
             {"id":"gpt-3.5-turbo-instruct"},{"id":"ft:gpt-4o:acme::1"},{"id":"gpt-4o:ft-acme"},{"id":"tts-1"},
             {"id":"chatgpt-4o-latest"},{"id":"omni-moderation-latest"},{"id":"gpt-5-search-api"},{"id":"o1"}]}\
            """));

        assertThat(names(list("openai"))).containsExactly("gpt-4o", "o3-mini", "chatgpt-4o-latest", "o1");
        assertThat(UPSTREAM.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/v1/models");
            assertThat(request.body()).isEmpty();
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer sk-openai-canary")
                    .containsEntry("user-agent", "Caravan")
                    .doesNotContainKeys("content-length", "content-type", "transfer-encoding");
        });
    }

    @Test
    void anthropic_isAskedPageByPage() {
        UPSTREAM.next(connection -> connection.json(200, """
            {"data":[{"type":"model","id":"claude-1"},{"type":"model","id":"claude-2"}],
             "has_more":true,"last_id":"claude-2"}\
            """));
        UPSTREAM.next(connection -> connection.json(200, """
            {"data":[{"type":"model","id":"claude-2"},{"type":"other","id":"x"},{"type":"model","id":"claude-3"}],
             "has_more":false,"last_id":"claude-3"}\
            """));

        assertThat(names(list("anthropic"))).containsExactly("claude-1", "claude-2", "claude-3");
        assertThat(UPSTREAM.requests())
                .extracting(Recorded::path)
                .containsExactly("/v1/models?limit=1000", "/v1/models?limit=1000&after_id=claude-2");
        assertThat(UPSTREAM.lastRequest().headers())
                .containsEntry("x-api-key", "sk-ant-canary")
                .containsEntry("anthropic-version", "2023-06-01");
    }

    @Test
    void gemini_isAskedPageByPage_withItsKeyInAHeader() {
        UPSTREAM.next(connection -> connection.json(200, gemini("gemini-a", ",\"nextPageToken\":\"n/2\"")));
        UPSTREAM.next(connection -> connection.json(200, gemini("gemini-b-tts", ",\"nextPageToken\":\"n/3\"")));
        UPSTREAM.next(connection -> connection.json(200, gemini("gemini-c", "")));

        assertThat(names(list("gemini"))).containsExactly("gemini-a", "gemini-c");
        assertThat(UPSTREAM.requests())
                .extracting(Recorded::path)
                .containsExactly(
                        "/v1beta/models?pageSize=1000",
                        "/v1beta/models?pageSize=1000&pageToken=n%2F2",
                        "/v1beta/models?pageSize=1000&pageToken=n%2F3");
        assertThat(UPSTREAM.lastRequest().headers()).containsEntry("x-goog-api-key", "AIza-canary");
    }

    private static String gemini(String name, String more) {
        return "{\"models\":[{\"name\":\"models/%s\",\"supportedGenerationMethods\":[\"generateContent\"]}]%s}"
                .formatted(name, more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cohere  | {\"models\":[{\"name\":\"c\",\"endpoints\":[\"chat\"]}]} | c    | "
                        + "/v1/models?endpoint=chat&page_size=1000",
                "dify    | {\"name\":\"My app\",\"mode\":\"chat\"}                  | dify | /v1/info",
                "silicon | {\"data\":[{\"id\":\"Qwen/Qwen3\"}]}                     | Qwen/Qwen3 | "
                        + "/v1/models?type=text&sub_type=chat",
                "ernie   | {\"data\":[{\"id\":\"ernie-5\"},{\"id\":\"bge-large-zh\"}]} | ernie-5 | /v2/models",
            })
    void others_areAskedInTheirWay(String provider, String answer, String name, String path) {
        UPSTREAM.next(connection -> connection.json(200, answer));

        assertThat(names(list(provider))).containsExactly(name);
        assertThat(UPSTREAM.lastRequest().method()).isEqualTo("GET");
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo(path);
    }

    @Test
    void ark_withKeysForItsManagement_tellsItsEndpoints() {
        UPSTREAM.always(connection -> connection.json(200, """
            {"Result":{"TotalCount":101,"Items":[{"Id":"ep-1","Status":"Running",
              "ModelReference":{"FoundationModel":{"Name":"doubao-pro"}}}]}}\
            """));

        assertThat(list("ark")).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("ep-1");
            assertThat(model.facts().displayName()).contains("doubao-pro");
        });
        assertThat(UPSTREAM.requests())
                .extracting(Recorded::body)
                .containsExactly("{\"PageNumber\":1,\"PageSize\":100}", "{\"PageNumber\":2,\"PageSize\":100}");
        Recorded request = UPSTREAM.lastRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/?Action=ListEndpoints&Version=2024-01-01");
        assertThat(request.headers()).containsEntry("host", "localhost:" + UPSTREAM.port());
        assertThat(request.headers().get("authorization"))
                .startsWith("HMAC-SHA256 Credential=AK-canary/")
                .contains("SignedHeaders=host;x-content-sha256;x-date")
                .doesNotContain("SK-canary", "ark-canary");
    }

    @Test
    void sim_isAskedInItsOwnProcess() {
        List<ListedModel> models = list("sim");

        assertThat(names(models)).containsExactly("echo", "lorem", "lorem-think");
        assertThat(models.getFirst().facts().displayName()).contains("Echo");
        assertThat(models.getFirst().facts().can(Ability.TOOLS)).contains(true);
        assertThat(UPSTREAM.requests()).isEmpty();
        assertThat(models)
                .allSatisfy(model ->
                        assertThat(said(providers("sim"), "sim", model)).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai/v1, gpt-echo gpt-lorem",
        "ernie, openai/v1, echo lorem lorem-think gpt-echo gpt-lorem",
        "anthropic, anthropic, echo lorem lorem-think claude-echo claude-lorem-think",
        "gemini, gemini/v1beta, echo lorem lorem-think gemini-echo gemini-lorem-think",
        "cohere, cohere, echo lorem lorem-think command-echo command-lorem",
        "dify, dify, dify",
    })
    void simulator_listsModelsThatAnswer(String id, String path, String names) {
        Provider simulated = providers(id)
                .at("http://localhost:" + port + "/simulator/" + path)
                .withKey("echo");

        List<ListedModel> models = list(new RoutedListing(simulated, Optional.empty()), LONG);

        assertThat(names(models)).containsExactly(names.split(" ", -1));
        assertThat(models)
                .allSatisfy(model -> assertThat(said(simulated, id, model)).isNotEmpty());
    }

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

    private GatewayException failure(String provider) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> list(provider));
        assertThat(failure).isNotNull();
        return failure;
    }

    private List<ListedModel> list(String provider) {
        return list(listing(provider), LONG);
    }

    private RoutedListing listing(String provider) {
        return new RoutedListing(providers(provider), Optional.empty());
    }

    private Provider providers(String id) {
        return providers.all().stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<ListedModel> list(RoutedListing listing, Duration longest) {
        List<?> models =
                ask("direct:list-models", listing, longest).getMessage().getBody(List.class);
        return models.stream().map(ListedModel.class::cast).toList();
    }

    private String said(Provider provider, String route, ListedModel model) {
        RoutedRequest request = new RoutedRequest(
                ChatRequestReader.read(json(chat(model.name(), ",\"max_tokens\":2000"))), provider, model.name());
        ChatResponse response =
                ask("direct:" + route, request, LONG).getMessage().getBody(ChatResponse.class);
        return response.choices().getFirst().message().content().orElseThrow();
    }

    private Exchange ask(String route, Object body, Duration longest) {
        Call call = calls.begin("test", new Timeouts(longest, longest, longest));
        try {
            Exchange exchange = ScopedValue.where(Call.CURRENT, call)
                    .call(() -> producer.send(route, begun -> {
                        ExchangeVariables.CALL.set(begun, call);
                        begun.getMessage().setBody(body);
                    }));
            if (exchange.getException() != null) {
                throw Failures.failure(exchange.getException(), exchange);
            }
            return exchange;
        } finally {
            calls.end(call);
        }
    }

    private static List<String> names(List<ListedModel> models) {
        return models.stream().map(ListedModel::name).toList();
    }
}
