package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.Provider;
import io.caravan.provider.RoutedListing;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers' lists as the routes ask for them, over real HTTP. */
class ListModelsRouteTest extends ListingRoute {

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
                .allSatisfy(
                        model -> assertThat(said(provider("sim"), "sim", model)).isNotEmpty());
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
        Provider simulated = provider(id)
                .at("http://localhost:" + port + "/simulator/" + path)
                .withKey("echo");

        List<ListedModel> models = list(new RoutedListing(simulated, Optional.empty()), LONG);

        assertThat(names(models)).containsExactly(names.split(" ", -1));
        assertThat(models)
                .allSatisfy(model -> assertThat(said(simulated, id, model)).isNotEmpty());
    }
}
