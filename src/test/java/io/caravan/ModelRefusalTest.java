package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a model is known not to take is refused before its provider is asked. */
class ModelRefusalTest extends GatewayTest {

    private static final String IMAGE =
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}";
    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]";

    @TempDir
    private static Path folder;

    @DynamicPropertySource
    static void catalogue(DynamicPropertyRegistry registry) {
        registry.add("caravan.models.catalogue", () -> file().toString());
    }

    private static Path file() {
        try {
            return Files.writeString(folder.resolve("own.csv"), """
                # What the operator knows better
                provider,model,vision,audio_input
                openai,gpt-3.5-turbo,true,
                openai,gpt-4o-mini,,false
                """);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @BeforeEach
    void answer() {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/o3-mini", "o3-mini", "o3-mini-2025-01-31"})
    void picture_isRefusedForAModelWithoutEyes(String model) throws Exception {
        String name = "openai/" + model.replace("openai/", "");

        assertRefused(ask(model, IMAGE, ""), "messages.0.content.1", name + " takes no images");
    }

    @Test
    void tools_areRefusedForAModelThatCallsNone() throws Exception {
        assertRefused(ask("openai/o1-mini", "", TOOLS), "tools", "openai/o1-mini cannot call functions");
    }

    @Test
    void operatorsWord_countsMore() throws Exception {
        String audio = "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\",\"format\":\"wav\"}}";

        assertThat(ask("openai/gpt-3.5-turbo", IMAGE, "").statusCode()).isEqualTo(200);
        UPSTREAM.reset();
        assertRefused(
                ask("openai/gpt-4o-mini", audio, ""), "messages.0.content.1", "openai/gpt-4o-mini takes no audio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "openai/gpt-9", "ft:gpt-3.5-turbo:acme::1"})
    void modelThatIsNotKnownToRefuse_isAsked(String model) throws Exception {
        assertThat(ask(model, IMAGE, TOOLS).statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer, String field, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("type").textValue()).isEqualTo("UnsupportedParamsError");
        assertThat(error.path("message").textValue()).isEqualTo(field + ": " + reason);
        assertThat(error.path("provider").textValue()).isEqualTo("openai");
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    private HttpResponse<String> ask(String model, String part, String more) throws IOException, InterruptedException {
        String parts = "{\"type\":\"text\",\"text\":\"Look\"}" + (part.isEmpty() ? "" : "," + part);
        return post(
                "/llm/generate",
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":[" + parts + "]}]" + more
                        + "}");
    }
}
