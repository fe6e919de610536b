package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.Vector;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.EmbeddingContract;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.UpstreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingApiTest extends EmbeddingContract {

    EmbeddingApiTest() {
        super(new EmbeddingApi(JSON, CLOCK), provider("acme", "https://acme.example/v1", Map.of("of", "acme")));
    }

    @Override
    protected String answer(int vectors) {
        String data = IntStream.range(0, vectors)
                .mapToObj(i -> "{\"object\":\"embedding\",\"index\":%d,\"embedding\":[%d.5,-1]}".formatted(i, i))
                .collect(joining(","));
        return """
            {"object":"list","data":[%s],"model":"told","usage":{"prompt_tokens":7,"total_tokens":7}}\
            """.formatted(data);
    }

    @Override
    protected String error(String message) {
        return "{\"error\":{\"message\":\"%s\"}}".formatted(message);
    }

    @Test
    void request_holdsWhatTheCallerSaid() {
        UpstreamRequest request =
                request(routed("[\"a\",\"b\"]", ",\"dimensions\":8,\"user\":\"u\",\"input_type\":\"query\""));

        assertThat(request.path()).isEqualTo("/embeddings");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
        assertThat(body(request)).isEqualTo(json("""
            {"model":"some-model","input":["a","b"],"dimensions":8,"user":"u","input_type":"query"}\
            """));
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void tokens_areSentAsLists() {
        assertThat(body(request(routed("[1,2]", ""))).path("input")).isEqualTo(json("[[1,2]]"));
    }

    @Test
    void encodingFormat_isSaidToThoseWhoKnowIt() {
        RoutedEmbedding routed = routed("\"a\"", ",\"encoding_format\":\"base64\"");

        assertThat(body(request(routed)).has("encoding_format")).isFalse();
        assertThat(request(routed).dropped()).isEmpty();
        assertThat(body(request(at(Map.of("of", "x", "base64", "true"), routed)))
                        .path("encoding_format"))
                .isEqualTo(json("\"base64\""));
        assertThat(body(request(at(Map.of("of", "x", "base64", "false"), routed)))
                        .has("encoding_format"))
                .isFalse();
    }

    @Test
    void droppedMembers_areTold() {
        RoutedEmbedding routed = routed("\"a\"", ",\"user\":\"u\",\"my_a\":1,\"my_b\":2,\"dimensions\":3");

        UpstreamRequest request = request(at(Map.of("of", "x", "drop", "user, my_*, model, input, absent"), routed));

        assertThat(body(request)).isEqualTo(json("""
            {"model":"some-model","input":["a"],"dimensions":3}\
            """));
        assertThat(request.dropped()).containsExactly("my_a", "my_b", "user");
    }

    @Test
    void renamedMembers_areNotMissed() {
        UpstreamRequest request = request(at(
                Map.of("of", "x", "rename", "dimensions=output_dimension for other*; dimensions=size"),
                routed("\"a\"", ",\"dimensions\":3")));

        assertThat(body(request)).isEqualTo(json("""
            {"model":"some-model","input":["a"],"size":3}\
            """));
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void unknownWord_isRefused() {
        assertThatThrownBy(() -> request(at(Map.of("of", "x", "dropp", "user"), routed("\"a\"", ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"dropp\" is none of base64, batch, drop, of, rename");
    }

    @Test
    void chatsWords_areForModelPathAndKeyAlone() {
        Quirks words = new Quirks(Map.of(
                        "model", "lower",
                        "drop", "user",
                        "path", "/deployments/{model}/chat/completions?api-version={version}",
                        "version", "1",
                        "auth", "api-key"))
                .withEmbeddings(new Quirks(Map.of("of", "x")));
        Provider azure = new Provider(
                "x", List.of(), List.of(), List.of(), Optional.of(SECRET), false, "https://x.example", words);
        RoutedEmbedding routed =
                new RoutedEmbedding(routed("\"a\"", ",\"user\":\"u\"").embedding(), azure, "Some-Model");

        UpstreamRequest request = request(routed);

        assertThat(request.path()).isEqualTo("/deployments/Some-Model/embeddings?api-version=1");
        assertThat(request.headers()).isEqualTo(Map.of("api-key", SECRET));
        assertThat(body(request)).isEqualTo(json("""
            {"model":"some-model","input":["a"],"user":"u"}\
            """));
    }

    @Test
    void vectorsInAnotherOrder_areSorted() {
        EmbeddingResponse response = read("[\"a\",\"b\"]", """
            {"data":[{"index":1,"embedding":[1.5]},{"index":0,"embedding":[0.5]}]}\
            """);

        assertThat(((Vector.Numbers) response.vectors().getFirst()).numbers()).containsExactly(0.5);
        assertThat(response.model()).isEqualTo("x/y");
        assertThat(response.usage()).isEmpty();
    }

    @Test
    void vectorsWithoutIndex_areTakenInTheirOrder() {
        EmbeddingResponse response = read("[\"a\",\"b\"]", """
            {"data":[{"embedding":[0.5]},{"embedding":"AACAPw=="}],"model":"told"}\
            """);

        assertThat(((Vector.Numbers) response.vectors().getFirst()).numbers()).containsExactly(0.5);
        assertThat(response.vectors().getLast().packed().floats()).containsExactly(1f);
        assertThat(response.model()).isEqualTo("told");
    }

    @Test
    void vectorMissingInTheMiddle_makesNoSense() {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> read("[\"a\",\"b\"]", """
            {"data":[{"index":0,"embedding":[0.5]},{"index":2,"embedding":[0.5]}]}\
            """));

        assertThat(failure.getMessage()).isEqualTo("acme: answered 2 embeddings for 2 inputs");
    }

    @Test
    void totalAlone_isThePrompt() {
        String answer = answer(1).replace("\"prompt_tokens\":7,\"total_tokens\":7", "\"total_tokens\":9");

        assertThat(read("\"a\"", answer).usage()).contains(Usage.of(9, 0));
        assertThat(read("\"a\"", answer.replace("\"total_tokens\":9", "")).usage())
                .isEmpty();
    }

    @Test
    void errorInASuccess_isTold() {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class,
                () -> read("\"a\"", "{\"data\":[],\"error\":{\"message\":\"Rate limit reached\"}}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMIT);
        assertThat(failure.getMessage()).isEqualTo("acme: Rate limit reached");
    }

    private static RoutedEmbedding at(Map<String, String> words, RoutedEmbedding routed) {
        return new RoutedEmbedding(routed.embedding(), provider("x", "https://x.example/v1", words), routed.model());
    }

    private static JsonNode body(UpstreamRequest request) {
        return json(new String(request.body(), UTF_8));
    }

    private static JsonNode json(String text) {
        return Wire.json(text);
    }
}
