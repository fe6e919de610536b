package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.EncodingFormat;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedEmbeddingsTest {

    private final TestStage stage = new TestStage();
    private final SimulatedEmbeddings embeddings = new SimulatedEmbeddings(stage.backstage);

    @Test
    void sameText_isAlwaysInTheSamePlace() {
        EmbeddingResponse response = answer("any", OptionalInt.of(8), Map.of(), "a b", "c", "a b");

        assertThat(floats(response, 0))
                .hasSize(8)
                .isEqualTo(floats(response, 2))
                .isNotEqualTo(floats(response, 1));
        assertThat(response.usage()).contains(Usage.of(5, 0));
        assertThat(response.model()).isEqualTo("any");
        assertThat(response.encoding()).isEqualTo(EncodingFormat.BASE64);
    }

    @Test
    void usualVector_has1536Numbers() {
        assertThat(floats(answer("any", OptionalInt.empty(), Map.of(), "a"), 0)).hasSize(1536);
    }

    @Test
    void tokens_areAsGoodAsText() {
        EmbeddingRequest request = new EmbeddingRequest(
                "sim/any",
                List.of(new EmbeddingInput.Tokens(List.of(1, 2)), new EmbeddingInput.Text("1 2")),
                Optional.empty(),
                OptionalInt.of(4),
                Optional.empty(),
                Map.of());

        EmbeddingResponse response = embeddings.answer(new RoutedEmbedding(request, sim(), "any"));

        assertThat(floats(response, 0)).isEqualTo(floats(response, 1));
    }

    @Test
    void fault_isAsForChat() {
        JsonNode wish = JsonNodeFactory.instance.objectNode().put("status", 429);
        for (GatewayException failure : List.of(
                failure("lorem-e429", OptionalInt.empty(), Map.of()),
                failure("any", OptionalInt.empty(), Map.of("simulator", wish)))) {
            assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMIT);
            assertThat(failure.origin().orElseThrow().provider()).isEqualTo("sim");
        }
    }

    @Test
    void vectorThatIsTooLong_isRefused() {
        assertThat(floats(answer("any", OptionalInt.of(3072), Map.of(), "a"), 0))
                .hasSize(3072);
        assertThat(failure("any", OptionalInt.of(3073), Map.of()).getMessage())
                .isEqualTo("dimensions: must be at most 3072");
    }

    private GatewayException failure(String model, OptionalInt dimensions, Map<String, JsonNode> extras) {
        return catchThrowableOfType(GatewayException.class, () -> answer(model, dimensions, extras, "a"));
    }

    private EmbeddingResponse answer(
            String model, OptionalInt dimensions, Map<String, JsonNode> extras, String... texts) {
        EmbeddingRequest request = new EmbeddingRequest(
                "sim/" + model,
                Stream.of(texts).<EmbeddingInput>map(EmbeddingInput.Text::new).toList(),
                Optional.of(EncodingFormat.BASE64),
                dimensions,
                Optional.empty(),
                extras);
        return embeddings.answer(new RoutedEmbedding(request, sim(), model));
    }

    private static Provider sim() {
        return new Provider(
                "sim", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", Quirks.NONE);
    }

    private static float[] floats(EmbeddingResponse response, int index) {
        return response.vectors().get(index).packed().floats();
    }
}
