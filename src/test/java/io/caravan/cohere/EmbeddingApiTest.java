package io.caravan.cohere;

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
        super(new EmbeddingApi(JSON, CLOCK), provider("cohere", "https://cohere.example", Map.of("of", "cohere")));
    }

    @Override
    protected String answer(int vectors) {
        String values = IntStream.range(0, vectors)
                .mapToObj(i -> "[%d.5,-1]".formatted(i))
                .collect(joining(","));
        return """
            {"id":"1","embeddings":{"float":[%s]},"texts":[],"meta":{"billed_units":{"input_tokens":7}},\
            "response_type":"embeddings_by_type"}\
            """.formatted(values);
    }

    @Override
    protected String error(String message) {
        return "{\"id\":\"1\",\"message\":\"%s\"}".formatted(message);
    }

    @Test
    void request_isInCoheresWords() throws IOException {
        UpstreamRequest request = request(routed(
                "[\"a\",\"b\"]",
                ",\"dimensions\":256,\"user\":\"u\",\"input_type\":\"search_query\",\"truncate\":\"START\",\"x\":1"));

        assertThat(request.path()).isEqualTo("/v2/embed");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
        assertThat(JSON.readTree(new String(request.body(), UTF_8))).isEqualTo(JSON.readTree("""
            {"model":"some-model","texts":["a","b"],"input_type":"search_query","embedding_types":["float"],
             "output_dimension":256,"truncate":"START"}\
            """));
        assertThat(request.dropped()).containsExactly("user", "x");
    }

    @Test
    void textsAreToBeFoundLater_unlessTheCallerSaysOtherwise() throws IOException {
        UpstreamRequest request = request(routed("\"a\"", ",\"input_type\":null,\"encoding_format\":\"base64\""));

        assertThat(JSON.readTree(new String(request.body(), UTF_8))).isEqualTo(JSON.readTree("""
            {"model":"some-model","texts":["a"],"input_type":"search_document","embedding_types":["float"]}\
            """));
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void tokens_areRefused() {
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> request(routed("[1,2]", "")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal.getMessage()).isEqualTo("input: tokens cannot be sent to Cohere, only text");
    }

    @Test
    void answerWithoutCount_hasNoUsage() {
        assertThat(read("\"a\"", "{\"embeddings\":{\"float\":[[1]]}}").usage()).isEmpty();
        assertThat(read("\"a\"", answer(1)).model()).isEqualTo("x/y");
    }
}
