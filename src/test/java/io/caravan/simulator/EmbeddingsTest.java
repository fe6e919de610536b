package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {

    private final Backstage backstage = new TestStage().backstage;
    private final OpenAiSimulator openAi = new OpenAiSimulator(backstage);
    private final GeminiSimulator gemini = new GeminiSimulator(backstage);

    @Test
    void vector_isOfLengthOne_andNearWhereWordsAreShared() {
        float[] cat = Vector.of("the black cat", 64).values();
        assertThat(dot(cat, cat)).isCloseTo(1, within(1e-5));
        assertThat(dot(cat, Vector.of("The  black dog ", 64).values()))
                .isGreaterThan(dot(cat, Vector.of("seven ships sail", 64).values()));
        assertThat(Vector.of("the black cat", 64).values()).containsExactly(cat);
        assertThat(dot(Vector.of("", 3).values(), Vector.of("", 3).values())).isCloseTo(1, within(1e-5));
    }

    @Test
    void openAi_answersAListInOrder() {
        JsonNode answer = openAi("\"input\":[\"one\",\"two words\"],\"dimensions\":3", 200);
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(answer.at("/data/1/object").asText()).isEqualTo("embedding");
        assertThat(answer.at("/data/1/embedding/2").floatValue())
                .isEqualTo(Vector.of("two words", 3).values()[2]);
        assertThat(answer.path("model").asText()).isEqualTo("m");
        assertThat(answer.path("usage")).isEqualTo(TestStage.json("{\"prompt_tokens\":3,\"total_tokens\":3}"));
    }

    @Test
    void openAi_inBase64_isTheSameVector() throws IOException {
        byte[] bytes = openAi("\"input\":\"one\",\"encoding_format\":\"base64\"", 200)
                .at("/data/0/embedding")
                .binaryValue();
        float[] values = new float[1536];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        assertThat(values).containsExactly(Vector.of("one", 1536).values());
        assertThat(openAi("\"input\":\"one\"", 200).at("/data/0/embedding")).hasSize(1536);
        assertThat(openAi("\"input\":\"one\",\"model\":\"text-embedding-3-large\"", 200)
                        .at("/data/0/embedding"))
                .hasSize(3072);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1,2,3] | 1", "[[1,2],[3]] | 2", "\"x\" | 1", "[\"x\"] | 1", "[\"x\",\"y\"] | 2"})
    void openAi_takesTextsAndTokens(String input, int count) {
        assertThat(openAi("\"input\":" + input + ",\"dimensions\":1", 200).path("data"))
                .hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"x\":1                                        | input",
                "\"input\":\"\"                                 | input",
                "\"input\":[]                                   | input",
                "\"input\":[\"x\",\"\"]                         | input",
                "\"input\":[[]]                                 | input",
                "\"input\":[true]                               | input",
                "\"input\":\"x\",\"dimensions\":0               | dimensions",
                "\"input\":\"x\",\"dimensions\":3073            | dimensions",
                "\"input\":\"x\",\"encoding_format\":\"int8\"   | encoding_format",
                "\"input\":\"x\",\"model\":null                 | model",
                "\"input\":\"x\",\"simulator\":{\"y\":1}        | simulator.y"
            })
    void openAi_request_thatIsWrong_is400(String members, String param) {
        assertThat(openAi(members, 400).at("/error/param").asText()).isEqualTo(param);
    }

    @Test
    void openAi_withoutKey_is401() {
        TestStage.body(openAi.embeddings(TestStage.bytes("{}"), null), 401);
    }

    @Test
    void faults_areThoseOfChats() {
        TestStage stage = new TestStage();
        OpenAiSimulator slow = new OpenAiSimulator(stage.backstage);
        byte[] body = TestStage.bytes("{\"model\":\"lorem-t70-slow50\",\"input\":\"x\",\"dimensions\":1}");
        TestStage.body(slow.embeddings(body, "Bearer any"), 200);
        assertThat(stage.patience.waits()).containsExactly(50L, 70L);
        openAi("\"input\":\"x\",\"model\":\"lorem-e503\"", 503);
        assertThat(openAi("\"input\":\"x\",\"model\":\"lorem-err0\"", 200).has("error"))
                .isTrue();
    }

    @Test
    void cutOffAnswer_isHalfOfIt() throws IOException {
        Object answer = openAi.embeddings(TestStage.bytes("{\"model\":\"lorem-cut0\",\"input\":\"x\"}"), "Bearer any");
        assertThat(RecordingSink.of(answer).aborted()).isTrue();
    }

    @Test
    void gemini_answersOneOrABatch() {
        String one =
                "{\"content\":{\"parts\":[{\"text\":\"two \"},{\"text\":\"words\"}]},\"outputDimensionality\":2%s}";
        assertThat(gemini("m:embedContent", one.formatted(""), 200))
                .isEqualTo(TestStage.json("{\"embedding\":" + values() + "}"));
        assertThat(gemini(
                        "m:batchEmbedContents",
                        "{\"requests\":[" + one.formatted(",\"model\":\"models/m\"") + "]}",
                        200))
                .isEqualTo(TestStage.json("{\"embeddings\":[" + values() + "]}"));
        assertThat(gemini("m:embedContent", "{\"content\":{\"parts\":[{\"text\":\"x\"}]}}", 200)
                        .at("/embedding/values"))
                .hasSize(3072);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m:embedContent       | {}                                                            | content:"
                        + " contains no",
                "m:embedContent       | {\"content\":{\"parts\":[{\"text\":\"x\"}]},\"outputDimensionality\":3073} |"
                        + " outputDimensionality: must",
                "m:batchEmbedContents | {}                                                            | requests: must"
                        + " be",
                "m:batchEmbedContents | {\"requests\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]}}]} |"
                        + " requests.model: must be models/m"
            })
    void gemini_request_thatIsWrong_is400(String call, String body, String message) {
        assertThat(gemini(call, body, 400).at("/error/message").asText()).startsWith(message);
    }

    @Test
    void gemini_withoutKey_is401() {
        TestStage.body(gemini.generate(TestStage.bytes("{}"), "m:embedContent", "", null), 401);
    }

    private JsonNode openAi(String members, int status) {
        String model = members.contains("\"model\"") ? "" : "\"model\":\"m\",";
        return TestStage.body(openAi.embeddings(TestStage.bytes("{" + model + members + "}"), "Bearer any"), status);
    }

    private JsonNode gemini(String call, String body, int status) {
        return TestStage.body(gemini.generate(TestStage.bytes(body), call, "", "key"), status);
    }

    private static String values() {
        float[] values = Vector.of("two words", 2).values();
        return "{\"values\":[" + values[0] + "," + values[1] + "]}";
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
