package io.caravan.embedding.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.embedding.Vector;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTreeTest {

    private final VectorTree tree = new VectorTree(new JsonMapper());

    @Test
    void everythingButVectors_isRead() throws IOException {
        String json = """
            {"a":"text","b":true,"c":null,"d":3,"e":2.5,"f":{},"g":[],"h":["x",{"i":[null]}],"j":12345678901}\
            """;

        assertThat(read(json)).isEqualTo(new JsonMapper().readTree(json));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1535, 1536, 1537, 3072, 3073})
    void listOfNumbers_isAVectorOfThatLength(int length) throws IOException {
        double[] numbers =
                numbers(read("{\"v\":[7" + ",0.5".repeat(length - 1) + "]}").path("v"));

        assertThat(numbers).hasSize(length);
        assertThat(numbers[0]).isEqualTo(7);
        assertThat(numbers[length - 1]).isEqualTo(length == 1 ? 7 : 0.5);
    }

    @Test
    void moreNumbersThanAreAllowedElsewhere_areRead() throws IOException {
        var few = StreamReadConstraints.builder().maxTokenCount(10).build();
        var bounded =
                new JsonMapper(JsonFactory.builder().streamReadConstraints(few).build());

        JsonNode read = new VectorTree(bounded).read(("[0" + ",1".repeat(99) + "]").getBytes(UTF_8));

        assertThat(numbers(read)).hasSize(100);
        assertThat(bounded.getFactory().streamReadConstraints().getMaxTokenCount())
                .isEqualTo(10);
    }

    @Test
    void moreValuesThanAVectorsAnswerHas_areRefused() {
        String json = "[{}" + ",{}".repeat(1_000_000) + "]";

        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[", "[1", "[1,", "[1,\"a\"]", "[1,null]", "[1,[2]]", "{\"a\"", "{\"a\":", "[\"a\"", "x"})
    void whatIsNoJson_isRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nothing_isMissing() throws IOException {
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read(" ").isMissingNode()).isTrue();
    }

    @Test
    void base64_isAVector() throws IOException {
        assertThat(VectorTree.vector(read("\"AACAPwAAAEA=\""))
                        .orElseThrow()
                        .packed()
                        .floats())
                .containsExactly(1f, 2f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"*\"", "\"AAA=\"", "\"AACAPw\\n\"", "[]", "{}", "3", "null", "true", "[\"a\"]"})
    void whatIsNoVector_isNone(String json) throws IOException {
        assertThat(VectorTree.vector(read(json))).isEmpty();
    }

    private JsonNode read(String json) throws IOException {
        return tree.read(json.getBytes(UTF_8));
    }

    private static double[] numbers(JsonNode node) {
        return ((Vector.Numbers) VectorTree.vector(node).orElseThrow()).numbers();
    }
}
