package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The counts of tokens that Anthropic's and Google's clients ask for. */
class NativeCountsTest extends GatewayTest {

    private static final String MESSAGES = "/v1/messages/count_tokens";
    private static final String TOOL = """
        {"model":"gpt-4o","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Hello"}],
         "tools":[{"type":"function","function":{"name":"look","description":"Looks",
                   "parameters":{"type":"object","properties":{"place":{"type":"string"}}}}}]}\
        """;

    @AfterEach
    void nobodyWasAsked() {
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "claude-sonnet-4-5", "groq/m", "anthropic/claude-unheard-of"})
    void message_isCounted(String model) throws Exception {
        HttpResponse<String> answer = post(MESSAGES, chat(model));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.body()).isEqualTo("{\"input_tokens\":7}");
    }

    @Test
    void message_withAllThatCounts_isCountedAsTheSameRequestElsewhere() throws Exception {
        JsonNode answer = json(post(MESSAGES, """
            {"model":"gpt-4o","system":"Be brief","messages":[{"role":"user","content":"Hello"}],
             "tools":[{"name":"look","description":"Looks",
                       "input_schema":{"type":"object","properties":{"place":{"type":"string"}}}}],
             "tool_choice":{"type":"auto"},"thinking":{"type":"enabled","budget_tokens":2000}}\
            """).body());

        assertThat(answer.path("input_tokens").intValue())
                .isEqualTo(elsewhere())
                .isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o:countTokens",
                "gemini-2.5-flash:countTokens",
                "models/gemini-2.5-flash:countTokens",
                "openai%2Fgpt-4o:countTokens?key=x"
            })
    void content_isCounted(String call) throws Exception {
        HttpResponse<String> answer =
                post("/v1beta/models/" + call, "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"totalTokens\":7}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'{\"generateContentRequest\":', '}'",
        "'{\"generate_content_request\":', '}'",
        "'{\"contents\":[{\"parts\":[{\"text\":\"others\"}]}],\"generateContentRequest\":', '}'"
    })
    void content_withAllThatCounts_isCountedAsTheSameRequestElsewhere(String before, String after) throws Exception {
        JsonNode answer = json(
                post("/v1beta/models/gpt-4o:countTokens", before + """
                    {"model":"models/gpt-4o","systemInstruction":{"parts":[{"text":"Be brief"}]},
                     "contents":[{"parts":[{"text":"Hello"}]}],
                     "tools":[{"functionDeclarations":[{"name":"look","description":"Looks",
                               "parametersJsonSchema":{"type":"object","properties":{"place":{"type":"string"}}}}]}],
                     "generationConfig":{"temperature":0.5}}\
                    """ + after).body());

        assertThat(answer.path("totalTokens").intValue()).isEqualTo(elsewhere());
    }

    private int elsewhere() throws Exception {
        return json(post("/llm/count-tokens", TOOL).body())
                .path("prompt_tokens")
                .intValue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        /v1/messages/count_tokens          | {"model":"gpt-4o"}   | /error/type   | invalid_request_error | messages: is required
        /v1/messages/count_tokens          | {"messages":[{"role":"user","content":"x"}]} | /error/type | invalid_request_error | model: is required
        /v1/messages/count_tokens          | {"model":"nobody/m","messages":[{"role":"user","content":"x"}]} | /error/type | invalid_request_error | Model nobody/m is not supported.
        /v1/messages/count_tokens          | [1]                  | /error/type   | invalid_request_error | body: must be a JSON object
        /v1/messages/count_tokens          | {                    | /error/type   | invalid_request_error | body: is not valid JSON
        /v1beta/models/gpt-4o:countTokens  | {}                   | /error/status | INVALID_ARGUMENT      | contents: is required
        /v1beta/models/gpt-4o:countTokens  | {"contents":[]}      | /error/status | INVALID_ARGUMENT      | contents: must not be empty
        /v1beta/models/gpt-4o:countTokens  | {"generateContentRequest":3} | /error/status | INVALID_ARGUMENT | generateContentRequest: must be an object
        /v1beta/models/gpt-4o:countTokens  | {"generateContentRequest":{}} | /error/status | INVALID_ARGUMENT | generateContentRequest.contents: is required
        /v1beta/models/nobody/m:countTokens | {"contents":[{"parts":[{"text":"x"}]}]} | /error/status | INVALID_ARGUMENT | Model nobody/m is not supported.
        """)
    void wrongRequest_isRefusedInTheClientsForm(String path, String body, String pointer, String word, String message)
            throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at(pointer).textValue()).isEqualTo(word);
        assertThat(json(answer.body()).at("/error/message").textValue()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {MESSAGES, "/v1beta/models/gpt-4o:countTokens"})
    void otherMethod_isRefused(String path) throws Exception {
        assertThat(HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void countOfNoModel_isNotFound() throws Exception {
        HttpResponse<String> answer = post("/v1beta/models/:countTokens", "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer.body()).at("/error/status").textValue()).isEqualTo("NOT_FOUND");
    }
}
