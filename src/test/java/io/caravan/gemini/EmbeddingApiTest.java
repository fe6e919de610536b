package io.caravan.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.EmbeddingContract;
import io.caravan.provider.UpstreamRequest;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingApiTest extends EmbeddingContract {

    EmbeddingApiTest() {
        super(
                new EmbeddingApi(JSON, CLOCK),
                provider("gemini", "https://gemini.example/v1beta", Map.of("of", "gemini")));
    }

    @Override
    protected String answer(int vectors) {
        String values = IntStream.range(0, vectors)
                .mapToObj(i -> "{\"values\":[%d.5,-1]}".formatted(i))
                .collect(joining(","));
        return "{\"embeddings\":[%s],\"usageMetadata\":{\"promptTokenCount\":7}}".formatted(values);
    }

    @Override
    protected String error(String message) {
        return "{\"error\":{\"message\":\"%s\"}}".formatted(message);
    }

    @Test
    void request_asksForEveryTextApart() throws IOException {
        UpstreamRequest request = request(routed(
                "[\"a\",\"b\"]",
                ",\"dimensions\":8,\"user\":\"u\",\"taskType\":\"CLUSTERING\",\"title\":\"t\",\"x\":1"));

        assertThat(request.path()).isEqualTo("/models/some-model:batchEmbedContents");
        assertThat(request.headers()).isEqualTo(Map.of("x-goog-api-key", SECRET));
        assertThat(JSON.readTree(new String(request.body(), UTF_8))).isEqualTo(JSON.readTree("""
            {"requests":[
              {"model":"models/some-model","content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING","title":"t",
               "outputDimensionality":8},
              {"model":"models/some-model","content":{"parts":[{"text":"b"}]},"taskType":"CLUSTERING","title":"t",
               "outputDimensionality":8}]}\
            """));
        assertThat(request.dropped()).containsExactly("user", "x");
    }

    @Test
    void request_hasNothingThatNobodySaid() throws IOException {
        UpstreamRequest request = request(routed("\"a\"", ",\"encoding_format\":\"base64\""));

        assertThat(JSON.readTree(new String(request.body(), UTF_8))).isEqualTo(JSON.readTree("""
            {"requests":[{"model":"models/some-model","content":{"parts":[{"text":"a"}]}}]}\
            """));
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void tokens_areRefused() {
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> request(routed("[[1],[2]]", "")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal.getMessage()).isEqualTo("input: tokens cannot be sent to Gemini, only text");
    }

    @Test
    void nameThatWouldLeadElsewhere_isRefused() {
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> request(routed("../x", "\"a\"", "")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
    }

    @Test
    void answerWithoutCount_hasNoUsage() {
        assertThat(read("\"a\"", "{\"embeddings\":[{\"values\":[1]}]}").usage()).isEmpty();
        assertThat(read("\"a\"", "{\"embeddings\":[{\"values\":[1]}],\"usageMetadata\":{\"promptTokenCount\":\"x\"}}")
                        .usage())
                .isEmpty();
        assertThat(read("\"a\"", answer(1)).model()).isEqualTo("x/y");
    }

    @Test
    void errorInASuccess_isTold() {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class,
                () -> read(
                        "\"a\"", "{\"error\":{\"code\":429,\"message\":\"slow\",\"status\":\"RESOURCE_EXHAUSTED\"}}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMIT);
        assertThat(failure.getMessage()).isEqualTo("gemini: slow");
    }
}
