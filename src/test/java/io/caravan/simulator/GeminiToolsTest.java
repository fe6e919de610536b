package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiToolsTest {

    private static final String TOOLS =
            ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"get_weather\",\"parameters\":{\"type\":\"OBJECT\",\"properties\":{\"city\":{\"type\":\"STRING\",\"enum\":[\"Paris,"
                + " the city\"]}}}},{\"name\":\"get_time\"}]}]";
    private static final String CALL =
            "{\"functionCall\":{\"id\":\"1_0\",\"name\":\"get_weather\",\"args\":{\"city\":\"Paris, the city\"}}";
    private static final String SIGNED = CALL + ",\"thoughtSignature\":\"" + Signature.of("get_weather") + "\"}";
    private static final String TIME = "{\"functionCall\":{\"id\":\"1_1\",\"name\":\"get_time\",\"args\":{}}}";
    private static final String RESULT =
            "{\"functionResponse\":{\"id\":\"1_0\",\"name\":\"get_weather\",\"response\":{\"content\":\"18 C\"}}}";
    private static final String TIME_RESULT =
            "{\"functionResponse\":{\"name\":\"get_time\",\"response\":{\"h\":12,\"m\":0}}}";
    private static final String USER = "{\"role\":\"user\",\"parts\":[{\"text\":\"Use get_weather\"}]}";

    private final GeminiSimulator simulator = new GeminiSimulator(new TestStage().backstage);

    @Test
    void tools_thatAreNamed_areCalledAndTheFirstIsSigned() {
        JsonNode candidate = TestStage.body(whole("lorem", text("get weather and get time"), ""), 200)
                .at("/candidates/0");
        assertThat(candidate.at("/content/parts")).isEqualTo(TestStage.json("[" + SIGNED + "," + TIME + "]"));
        assertThat(candidate.path("finishReason").asText()).isEqualTo("STOP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get_time | {\"mode\":\"NONE\"}                                          | ''",
                "Hi       | {\"mode\":\"AUTO\"}                                          | ''",
                "get_time | {\"mode\":\"VALIDATED\"}                                     | get_time",
                "Hi       | {\"mode\":\"ANY\"}                                           | get_weather",
                "Hi       | {\"mode\":\"ANY\",\"allowedFunctionNames\":[\"get_time\"]}   | get_time"
            })
    void mode_decidesWhatIsCalled(String words, String config, String called) {
        JsonNode part = TestStage.body(
                        whole("lorem", text(words), ",\"toolConfig\":{\"functionCallingConfig\":" + config + "}"), 200)
                .at("/candidates/0/content/parts/0");
        assertThat(part.at("/functionCall/name").asText("")).isEqualTo(called);
    }

    @Test
    void stream_tellsCallsWhole() throws IOException {
        Object answer = simulator.generate(
                TestStage.bytes(request(text("get_weather and get_time"), "")),
                "lorem:streamGenerateContent",
                "alt=sse",
                "key");
        List<JsonNode> parts = RecordingSink.of(answer).data().stream()
                .map(data -> TestStage.json(data).at("/candidates/0/content/parts/0"))
                .toList();
        assertThat(parts)
                .containsExactly(TestStage.json(SIGNED), TestStage.json(TIME), TestStage.json("{\"text\":\"\"}"));
    }

    @Test
    void call_thatIsCutOff_isNotTold() throws IOException {
        String limit = ",\"generationConfig\":{\"maxOutputTokens\":2}";
        JsonNode candidate =
                TestStage.body(whole("lorem", text("get_weather"), limit), 200).at("/candidates/0");
        assertThat(candidate.at("/content/parts")).isEmpty();
        assertThat(candidate.path("finishReason").asText()).isEqualTo("MAX_TOKENS");
        Object stream = simulator.generate(
                TestStage.bytes(request(text("get_weather"), limit)), "lorem:streamGenerateContent", "alt=sse", "key");
        assertThat(RecordingSink.of(stream).text()).doesNotContain("functionCall");
    }

    @Test
    void results_areQuoted() {
        assertThat(said("lorem", history(CALL + "}", RESULT))).isEqualTo("get_weather said: 18 C");
        assertThat(said("lorem", history(SIGNED + "," + TIME, TIME_RESULT + "," + RESULT)))
                .isEqualTo("get_time said: {\"h\":12,\"m\":0}\nget_weather said: 18 C");
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview", "gemini-3.5-flash"})
    void signature_thatComesBack_isAccepted(String model) {
        said(model, history(SIGNED + "," + TIME, RESULT + "," + TIME_RESULT));
        said(model, history(CALL + ",\"thoughtSignature\":\"skip_thought_signature_validator\"}", RESULT));
        said(model, history(CALL + ",\"thoughtSignature\":\"c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=\"}", RESULT));
        said("gemini-2.5-pro", history(CALL + "}", RESULT));
    }

    @Test
    void signature_thatIsMissing_is400() {
        assertThat(error("gemini-3-flash", history(CALL + "}", RESULT)))
                .startsWith("Function call is missing a thought_signature in functionCall parts.")
                .contains("function call `default_api:get_weather` , position 2.");
        assertThat(error("gemini-3-flash", history(CALL + ",\"thoughtSignature\":\"AAAA\"}", RESULT)))
                .isEqualTo("Corrupted thought signature.");
    }

    @Test
    void signature_ofEachStepInTheRound_isNeeded() {
        String step = ",{\"role\":\"model\",\"parts\":[" + TIME + "]},{\"parts\":[" + TIME_RESULT + "]}";
        assertThat(error("gemini-3-flash", history(SIGNED, RESULT) + step)).contains("`default_api:get_time`");
    }

    @Test
    void signature_ofAnEarlierRound_mayBeMissing() {
        said("gemini-3-flash", history(CALL + "}", RESULT) + "," + text("Thanks"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"user\",\"parts\":[]}                  | * GenerateContentRequest.contents[0].parts:"
                        + " contents",
                "{\"role\":\"assistant\",\"parts\":[{}]}           | Please use a valid role: user, model.",
                "{\"role\":\"model\",\"parts\":[" + TIME + "]}     | Please ensure that function call turn comes",
                USER + ",{\"role\":\"model\",\"parts\":[{}]},{\"role\":\"model\",\"parts\":[" + TIME
                        + "]} | Please ensure that function call turn comes",
                "{\"parts\":[" + RESULT + "]}                      | Please ensure that function response turn comes",
                USER + ",{\"role\":\"model\",\"parts\":[" + TIME + "]}," + USER + " | Please ensure that the number of",
                USER + ",{\"role\":\"model\",\"parts\":[" + TIME
                        + "]},{\"role\":\"model\",\"parts\":[{}]} | Please ensure that the number of",
                USER + ",{\"role\":\"model\",\"parts\":[" + TIME + "," + TIME + "]},{\"parts\":[" + RESULT
                        + "]} | Please ensure that the number of",
                USER + ",{\"role\":\"model\",\"parts\":[" + TIME
                        + "]},{\"parts\":[{\"functionResponse\":{\"response\":{}}}]} | *"
                        + " GenerateContentRequest.contents[2].parts[0].function_response.name",
                USER + ",{\"role\":\"model\",\"parts\":[" + TIME
                        + "]},{\"parts\":[{\"functionResponse\":{\"name\":\"x\",\"response\":\"x\"}}]} | Invalid value"
                        + " at 'contents[2]",
                "{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"?\"}}]} |"
                        + " contents[0].parts.inline_data: is not",
            })
    void contents_thatAreWrong_are400(String contents, String message) {
        assertThat(error("lorem", contents)).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-2.5-pro | ,\"generationConfig\":{\"responseMimeType\":\"application/json\"} | Function calling"
                        + " with a",
                "lorem | ,\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"x\"}} | mode: must be"
            })
    void config_thatIsWrong_is400(String model, String more, String message) {
        assertThat(TestStage.body(whole(model, USER, more), 400)
                        .at("/error/message")
                        .asText())
                .startsWith(message);
    }

    @Test
    void parameters_withoutProperties_are400() {
        String body = "{\"contents\":[" + USER + "],\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}]}";
        Object answer = simulator.generate(TestStage.bytes(body), "lorem:generateContent", "", "key");
        assertThat(TestStage.body(answer, 400).at("/error/message").asText())
                .endsWith("should be non-empty for OBJECT type");
    }

    @Test
    void attachments_areSeen() {
        assertThat(said(
                        "echo",
                        "{\"parts\":[{\"text\":\"What?\"},"
                                + "{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}},"
                                + "{\"fileData\":{\"mimeType\":\"video/mp4\",\"fileUri\":\"https://a.b/c\"}},"
                                + "{\"fileData\":{\"fileUri\":\"https://a.b/d\"}}]}"))
                .isEqualTo("I see an audio/wav of 3 bytes and a video/mp4 at https://a.b/c and a file at https://a.b/d."
                        + " What?");
    }

    private String said(String model, String contents) {
        return TestStage.body(whole(model, contents, ""), 200)
                .at("/candidates/0/content/parts/0/text")
                .asText();
    }

    private String error(String model, String contents) {
        return TestStage.body(whole(model, contents, ""), 400)
                .at("/error/message")
                .asText();
    }

    private Object whole(String model, String contents, String more) {
        return simulator.generate(TestStage.bytes(request(contents, more)), model + ":generateContent", "", "key");
    }

    private static String request(String contents, String more) {
        return "{\"contents\":[" + contents + "]" + TOOLS + more + "}";
    }

    private static String text(String text) {
        return "{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}";
    }

    private static String history(String calls, String results) {
        return USER + ",{\"role\":\"model\",\"parts\":[" + calls + "]},{\"role\":\"user\",\"parts\":[" + results + "]}";
    }
}
