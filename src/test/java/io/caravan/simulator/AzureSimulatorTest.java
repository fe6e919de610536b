package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureSimulatorTest {

    private static final String VERSION = "api-version=2024-10-21";
    private static final String SAFE =
            "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"self_harm\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"sexual\":{\"filtered\":false,\"severity\":\"safe\"},"
                    + "\"violence\":{\"filtered\":false,\"severity\":\"safe\"}}";
    private static final String PROMPT = "\"prompt_filter_results\":[{\"prompt_index\":0," + SAFE + "}]";

    private final AzureSimulator simulator = new AzureSimulator(new TestStage().backstage);

    @Test
    void wholeAnswer_tellsWhatTheFiltersFound() {
        JsonNode answer = TestStage.body(deployment("echo", ""), 200);
        assertThat(answer.path("model").asText()).isEqualTo("echo");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Hi");
        assertThat(TestStage.json("{" + SAFE + "}").path("content_filter_results"))
                .isEqualTo(answer.at("/choices/0/content_filter_results"));
        assertThat(TestStage.json("{" + PROMPT + "}").path("prompt_filter_results"))
                .isEqualTo(answer.path("prompt_filter_results"));
    }

    @Test
    void stream_beginsWithTheFilters() throws IOException {
        List<String> events =
                RecordingSink.of(deployment("echo", ",\"stream\":true")).data();
        assertThat(events.getFirst())
                .isEqualTo("{\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"choices\":[]," + PROMPT + "}");
        assertThat(events.get(2)).contains("\"delta\":{\"content\":\"Hi\"}").contains(SAFE);
        assertThat(events.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void model_ofTheBody_isTheDeploymentInVersion1() {
        byte[] body = TestStage.bytes("{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        JsonNode answer = TestStage.body(simulator.chat(body, null, "", null, "Bearer any"), 200);
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Hi");
    }

    @Test
    void credential_missing_is401() {
        JsonNode error = TestStage.body(simulator.chat(TestStage.bytes("{}"), "echo", VERSION, " ", null), 401)
                .path("error");
        assertThat(error.path("code").asText()).isEqualTo("401");
        assertThat(error.path("message").asText()).startsWith("Access denied due to invalid subscription key");
        assertThat(error).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"''", "api-version=", "x=y"})
    void version_missing_is404(String query) {
        assertThat(TestStage.body(simulator.chat(TestStage.bytes("{}"), "echo", query, "key", null), 404))
                .isEqualTo(TestStage.json("{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}"));
    }

    @Test
    void request_thatIsWrong_isRefusedInOpenAisWords() {
        JsonNode error = TestStage.body(simulator.chat(TestStage.bytes("{}"), "echo", VERSION, "key", null), 400)
                .path("error");
        assertThat(error.path("param").asText()).isEqualTo("messages");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    private Object deployment(String name, String more) {
        byte[] body = TestStage.bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}");
        return simulator.chat(body, name, VERSION, "key", null);
    }
}
