package io.caravan.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingRequestTest {

    @ParameterizedTest
    @CsvSource({"1, 3, 1", "3, 3, 3", "4, 3, 3 1", "7, 3, 3 3 1", "2, 1, 1 1"})
    void batches_haveNoMoreThanThatAndAllInOrder(int inputs, int most, String sizes) {
        EmbeddingRequest request = request(inputs);

        List<EmbeddingRequest> batches = request.batches(most);

        assertThat(batches)
                .extracting(batch -> batch.inputs().size())
                .containsExactly(
                        List.of(sizes.split(" ")).stream().map(Integer::valueOf).toArray(Integer[]::new));
        assertThat(batches.stream().flatMap(batch -> batch.inputs().stream()).toList())
                .isEqualTo(request.inputs());
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.members()).containsExactly("dimensions", "extra", "user");
            assertThat(batch.encoding()).isEqualTo(EncodingFormat.BASE64);
            assertThat(batch.model()).isEqualTo("m");
        });
    }

    @Test
    void answers_areJoinedWithTheirTokens() {
        EmbeddingResponse joined = answer(Optional.of(Usage.of(2, 0)), 1)
                .and(answer(Optional.empty(), 2))
                .and(answer(Optional.of(Usage.of(3, 0)), 3));

        assertThat(joined.vectors())
                .extracting(vector -> vector.packed().floats()[0])
                .containsExactly(1f, 2f, 3f);
        assertThat(joined.usage()).contains(Usage.of(5, 0));
        assertThat(joined.model()).isEqualTo("m");
        assertThat(joined.encoding()).isEqualTo(EncodingFormat.BASE64);
    }

    @Test
    void answersWithoutTokens_haveNoneTogether() {
        assertThat(answer(Optional.empty(), 1).and(answer(Optional.empty(), 2)).usage())
                .isEmpty();
    }

    private static EmbeddingResponse answer(Optional<Usage> usage, double number) {
        return new EmbeddingResponse(
                "m", List.of(new Vector.Numbers(new double[] {number})), usage, EncodingFormat.BASE64);
    }

    private static EmbeddingRequest request(int inputs) {
        return new EmbeddingRequest(
                "m",
                IntStream.range(0, inputs)
                        .<EmbeddingInput>mapToObj(i -> new EmbeddingInput.Text("t" + i))
                        .toList(),
                Optional.of(EncodingFormat.BASE64),
                OptionalInt.of(8),
                Optional.of("u"),
                Map.of("extra", IntNode.valueOf(1)));
    }
}
