package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.provider.ListedModel;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of models in every wire format. */
class SimulatedListsTest {

    private static final String VERSION = "2023-06-01";

    private final Backstage backstage = new TestStage().backstage;
    private final OpenAiSimulator openAi = new OpenAiSimulator(backstage);
    private final AzureSimulator azure = new AzureSimulator(backstage);
    private final AnthropicSimulator anthropic = new AnthropicSimulator(backstage);
    private final GeminiSimulator gemini = new GeminiSimulator(backstage);
    private final CohereSimulator cohere = new CohereSimulator(backstage);
    private final DifySimulator dify = new DifySimulator(backstage);

    @Test
    void openAi_listsEverythingOnOnePage() {
        JsonNode list = TestStage.body(openAi.models("Bearer any"), 200);

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(texts(list.path("data"), "id"))
                .containsExactly(
                        "echo",
                        "lorem",
                        "lorem-think",
                        "gpt-echo",
                        "gpt-lorem",
                        "text-embedding-3-small",
                        "whisper-1",
                        "tts-1",
                        "gpt-image-1",
                        "gpt-4o-realtime-preview",
                        "omni-moderation-latest");
        assertThat(list.at("/data/0"))
                .isEqualTo(TestStage.json(
                        "{\"id\":\"echo\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"simulator\"}"));
    }

    @Test
    void azure_saysWhatEachIsFor() {
        JsonNode list = TestStage.body(azure.models("any", null), 200);

        assertThat(list.at("/data/0")).isEqualTo(TestStage.json("""
            {"id":"echo","object":"model","created":1700000000,"owned_by":"simulator",\
            "capabilities":{"chat_completion":true,"embeddings":false}}\
            """));
        assertThat(list.at("/data/5/capabilities"))
                .isEqualTo(TestStage.json("{\"chat_completion\":false,\"embeddings\":true}"));
        assertThat(TestStage.body(azure.models(null, "Bearer any"), 200)).isEqualTo(list);
    }

    @Test
    void anthropic_hasPages() {
        JsonNode first = anthropic("limit=2");
        assertThat(texts(first.path("data"), "id")).containsExactly("echo", "lorem");
        assertThat(first.path("has_more").booleanValue()).isTrue();
        assertThat(first.path("first_id").asText()).isEqualTo("echo");
        assertThat(first.path("last_id").asText()).isEqualTo("lorem");
        assertThat(first.at("/data/0")).isEqualTo(TestStage.json("""
            {"type":"model","id":"echo","display_name":"Echo","created_at":"2026-01-01T00:00:00Z",\
            "max_input_tokens":128000,"max_tokens":100000,"capabilities":{"image_input":{"supported":true},\
            "pdf_input":{"supported":true},"structured_outputs":{"supported":true},"thinking":{"supported":true}}}\
            """));

        JsonNode last = anthropic("limit=3&after_id=lorem");
        assertThat(texts(last.path("data"), "id")).containsExactly("lorem-think", "claude-echo", "claude-lorem-think");
        assertThat(last.path("has_more").booleanValue()).isFalse();
    }

    @Test
    void anthropic_afterTheLast_hasNothing() {
        assertThat(anthropic("after_id=claude-lorem-think"))
                .isEqualTo(TestStage.json("{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}"));
    }

    @Test
    void anthropic_withoutQuery_hasAll() {
        assertThat(TestStage.body(anthropic.models(null, null, "Bearer any", VERSION), 200)
                        .path("data"))
                .hasSize(5);
    }

    private JsonNode anthropic(String query) {
        return TestStage.body(anthropic.models(query, "any", null, VERSION), 200);
    }

    @Test
    void gemini_hasPages() {
        JsonNode first = TestStage.body(gemini.models("pageSize=4&key=any", null), 200);
        assertThat(texts(first.path("models"), "name"))
                .containsExactly("models/echo", "models/lorem", "models/lorem-think", "models/gemini-echo");
        assertThat(first.path("nextPageToken").asText()).isEqualTo("4");
        assertThat(first.at("/models/0")).isEqualTo(TestStage.json("""
            {"name":"models/echo","version":"001","displayName":"Echo","inputTokenLimit":128000,\
            "outputTokenLimit":100000,"supportedGenerationMethods":["generateContent","countTokens"],"thinking":true}\
            """));

        JsonNode last = TestStage.body(gemini.models("pageToken=4", "any"), 200);
        assertThat(last.has("nextPageToken")).isFalse();
        assertThat(texts(last.path("models"), "name"))
                .containsExactly(
                        "models/gemini-lorem-think",
                        "models/gemini-embedding-001",
                        "models/imagen-4.0-generate-001",
                        "models/gemini-2.5-flash-preview-tts");
        assertThat(last.at("/models/1/supportedGenerationMethods")).isEqualTo(TestStage.json("[\"embedContent\"]"));
        assertThat(last.at("/models/2/supportedGenerationMethods")).isEqualTo(TestStage.json("[\"predict\"]"));
        assertThat(last.at("/models/1").has("thinking")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'echo lorem lorem-think command-echo command-lorem embed-v4.0 rerank-v3.5'",
        "endpoint=chat, 'echo lorem lorem-think command-echo command-lorem'",
        "endpoint=embed, embed-v4.0",
        "endpoint=rerank, rerank-v3.5",
        "endpoint=classify, ''",
        "endpoint=chat&page_size=2&page_token=2, 'lorem-think command-echo'",
    })
    void cohere_listsWhatIsAskedFor(String query, String names) {
        JsonNode page = TestStage.body(cohere.models(query, "Bearer any"), 200);

        assertThat(String.join(" ", texts(page.path("models"), "name"))).isEqualTo(names);
        assertThat(page.path("next_page_token").asText()).isEqualTo(query.contains("page_size") ? "4" : "");
    }

    @Test
    void cohere_saysWhatAModelIs() {
        assertThat(TestStage.body(cohere.models(null, "Bearer any"), 200).at("/models/0"))
                .isEqualTo(TestStage.json("""
                    {"name":"echo","is_deprecated":false,"endpoints":["chat"],"context_length":128000}\
                    """));
    }

    @Test
    void dify_saysWhatTheAppIs() {
        assertThat(TestStage.body(dify.info("Bearer app-echo-n5"), 200)).isEqualTo(TestStage.json("""
            {"name":"echo-n5","description":"An app that pretends","tags":[],"mode":"chat","author_name":"simulator"}\
            """));
    }

    @Test
    void keyMissing_is401() {
        assertThat(TestStage.body(openAi.models(null), 401).at("/error/message").asText())
                .isEqualTo("You didn't provide an API key");
        assertThat(TestStage.body(azure.models(" ", null), 401)
                        .at("/error/code")
                        .asText())
                .isEqualTo("401");
        assertThat(TestStage.body(anthropic.models("", null, null, VERSION), 401)
                        .at("/error/type")
                        .asText())
                .isEqualTo("authentication_error");
        assertThat(TestStage.body(anthropic.models("", "any", null, null), 400)
                        .at("/error/type")
                        .asText())
                .isEqualTo("invalid_request_error");
        assertThat(TestStage.body(gemini.models("pageSize=1", " "), 401)
                        .at("/error/status")
                        .asText())
                .isEqualTo("UNAUTHENTICATED");
        assertThat(TestStage.body(cohere.models("", "any"), 401).path("message").asText())
                .isEqualTo("no api key supplied");
        assertThat(TestStage.body(dify.info(null), 401).path("code").asText()).isEqualTo("unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "limit=10000", "after_id=nobody"})
    void anthropicsQuery_thatMakesNoSense_isRefused(String query) {
        TestStage.body(anthropic.models(query, "any", null, VERSION), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pageSize=0", "pageSize=1001", "pageToken=x", "pageToken=0", "pageToken=999"})
    void geminisQuery_thatMakesNoSense_isRefused(String query) {
        TestStage.body(gemini.models(query, "any"), 400);
    }

    @ParameterizedTest
    @CsvSource({"limit=1, 1", "limit=1000, 5"})
    void anthropicsLimit_mayBe(String query, int models) {
        assertThat(anthropic(query).path("data")).hasSize(models);
    }

    @Test
    void sim_listsModelsOfItsOwn() {
        Provider sim = new Provider(
                "sim", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", Quirks.NONE);

        var page = new Simulator(backstage).answer(new RoutedListing(sim, Optional.empty()));

        assertThat(page.next()).isEmpty();
        assertThat(page.models()).extracting(ListedModel::name).containsExactly("echo", "lorem", "lorem-think");
        assertThat(page.models())
                .allSatisfy(model -> SettingsReader.read(model.name(), TestStage.json("{}")))
                .allSatisfy(model ->
                        assertThat(model.facts().abilities()).hasSize(7).doesNotContainValue(false))
                .extracting(model -> model.facts().displayName())
                .containsExactly(
                        Optional.of("Echo"), Optional.of("Lorem ipsum"), Optional.of("Lorem ipsum, thoughtful"));
    }

    private static List<String> texts(JsonNode list, String member) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.path(member).asText()));
        return texts;
    }
}
