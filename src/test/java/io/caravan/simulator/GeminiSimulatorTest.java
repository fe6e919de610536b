package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.http.HttpAnswer;
import io.caravan.http.StreamingBody;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiSimulatorTest {

    private static final String DETAILS = ",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":4}]";

    private final GeminiSimulator simulator = new GeminiSimulator(new TestStage().backstage);

    @Test
    void wholeAnswer_isACandidate() {
        assertThat(TestStage.body(whole("echo", ""), 200))
                .isEqualTo(TestStage.json("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello world\"}],"
                        + "\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":4,\"candidatesTokenCount\":2,\"totalTokenCount\":6"
                        + DETAILS + "},\"modelVersion\":\"echo\",\"responseId\":\"1\"}"));
    }

    @Test
    void wholeAnswer_withThoughts_marksThem() {
        JsonNode answer = TestStage.body(whole("echo-think2", ""), 200);
        assertThat(answer.at("/candidates/0/content/parts"))
                .isEqualTo(TestStage.json("[{\"text\":\"Let me\",\"thought\":true},{\"text\":\"Hello world\"}]"));
        assertThat(answer.at("/usageMetadata/thoughtsTokenCount").asInt()).isEqualTo(2);
        assertThat(answer.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(8);
    }

    @Test
    void stream_isResponsesWithTheTokensSoFar() throws IOException {
        StreamingBody body = stream("echo-think1", "alt=sse");
        assertThat(body.contentType()).isEqualTo("text/event-stream");
        assertThat(RecordingSink.of(body).text())
                .isEqualTo("data: " + response("{\"text\":\"Let\",\"thought\":true}", "", "", 5, 1) + "\r\n\r\n"
                        + "data: " + response("{\"text\":\"Hello\"}", "", ",\"candidatesTokenCount\":1", 6, 1)
                        + "\r\n\r\n"
                        + "data: " + response("{\"text\":\" world\"}", "", ",\"candidatesTokenCount\":2", 7, 1)
                        + "\r\n\r\n"
                        + "data: "
                        + response("{\"text\":\"\"}", "\"finishReason\":\"STOP\",", ",\"candidatesTokenCount\":2", 7, 1)
                        + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"lorem-n3, 4", "lorem-n3-err1, 2"})
    void stream_notAskedForAsEvents_isAnArray(String model, int size) throws IOException {
        StreamingBody body = stream(model, "");
        assertThat(body.contentType()).startsWith("application/json");
        assertThat(TestStage.json(RecordingSink.of(body).text())).hasSize(size);
    }

    @Test
    void answer_withoutWords_hasNoContent() {
        JsonNode answer = TestStage.body(whole("lorem-n0", ""), 200);
        assertThat(answer.at("/candidates/0").has("content")).isFalse();
        assertThat(answer.at("/usageMetadata").has("candidatesTokenCount")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"maxOutputTokens\":1}           | Hello    | MAX_TOKENS",
                "{\"stopSequences\":[\"lo\"]}      | Hel      | STOP",
                "{\"responseMimeType\":\"application/json\"} | {\"text\":\"Hello world\"} | STOP",
                "{\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"NULL\"}} | null | STOP",
                "{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"const\":5}} | 5 | STOP"
            })
    void generationConfig_isHeeded(String config, String text, String reason) {
        JsonNode candidate = TestStage.body(whole("echo", ",\"generationConfig\":" + config), 200)
                .at("/candidates/0");
        assertThat(candidate.at("/content/parts/0/text").asText()).isEqualTo(text);
        assertThat(candidate.path("finishReason").asText()).isEqualTo(reason);
    }

    @Test
    void thoughts_comeWhenTheyAreToBeIncluded() {
        String config = ",\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true}}";
        assertThat(TestStage.body(whole("echo", config), 200)
                        .at("/usageMetadata/thoughtsTokenCount")
                        .asInt())
                .isEqualTo(24);
    }

    @Test
    void otherModel_speaksLorem() {
        assertThat(TestStage.body(whole("gemini-2.5-flash", ""), 200)
                        .at("/usageMetadata/candidatesTokenCount")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void credential_missing_is401() {
        Object answer = simulator.generate(TestStage.bytes(request("")), "echo:generateContent", null, " ");
        assertThat(TestStage.body(answer, 401))
                .isEqualTo(TestStage.json(
                        "{\"error\":{\"code\":401,\"message\":\"Request is missing required authentication"
                                + " credential\",\"status\":\"UNAUTHENTICATED\"}}"));
    }

    @Test
    void credential_inTheQuery_isAccepted() {
        byte[] body = TestStage.bytes(request(""));
        TestStage.body(simulator.generate(body, "echo:generateContent", "alt=sse&key=any", null), 200);
        TestStage.body(simulator.generate(body, "echo:generateContent", "key=", null), 401);
    }

    @ParameterizedTest
    @CsvSource({"echo:countTokens", "echo", "generate"})
    void method_unknown_is404(String call) {
        Object answer = simulator.generate(TestStage.bytes(request("")), call, "", "key");
        assertThat(TestStage.body(answer, 404).at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                   | body: must be",
                "{}                                                                  | contents: must be",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"candidateCount\":2}}     |"
                        + " candidateCount: a simulated",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"maxOutputTokens\":\"1\"}} |"
                        + " maxOutputTokens: must be"
            })
    void request_thatIsWrong_is400(String body, String message) {
        JsonNode error = TestStage.body(
                        simulator.generate(TestStage.bytes(body), "echo:generateContent", "", "key"), 400)
                .path("error");
        assertThat(error.path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.path("message").asText()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT",
        "401, UNAUTHENTICATED",
        "403, PERMISSION_DENIED",
        "404, NOT_FOUND",
        "499, CANCELLED",
        "500, INTERNAL",
        "503, UNAVAILABLE",
        "504, DEADLINE_EXCEEDED"
    })
    void status_asked_isAnsweredWithGooglesError(int status, String word) {
        JsonNode error = TestStage.body(whole("lorem-e" + status, ""), status).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("status").asText()).isEqualTo(word);
        assertThat(error.has("details")).isFalse();
    }

    @Test
    void status429_tellsWhenToComeAgainInItsBody() {
        HttpAnswer answer = (HttpAnswer) whole("lorem-e429-retry34", "");
        assertThat(answer.headers()).isEmpty();
        JsonNode error = TestStage.body(answer, 429).path("error");
        assertThat(error.path("status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error.path("details"))
                .isEqualTo(TestStage.json(
                        "[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34s\"}]"));
    }

    private Object whole(String model, String more) {
        return simulator.generate(TestStage.bytes(request(more)), model + ":generateContent", "", "key");
    }

    private StreamingBody stream(String model, String query) {
        return (StreamingBody)
                simulator.generate(TestStage.bytes(request("")), model + ":streamGenerateContent", query, "key");
    }

    private static String request(String more) {
        return "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief\"}]},"
                + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello world\"}]}]" + more + "}";
    }

    private static String response(String part, String finish, String words, int total, int thoughts) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + part + "],\"role\":\"model\"}," + finish
                + "\"index\":0}],"
                + "\"usageMetadata\":{\"promptTokenCount\":4" + words + ",\"totalTokenCount\":" + total + DETAILS
                + ",\"thoughtsTokenCount\":" + thoughts + "},\"modelVersion\":\"echo-think1\",\"responseId\":\"1\"}";
    }
}
