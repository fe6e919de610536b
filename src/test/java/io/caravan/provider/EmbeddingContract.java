package io.caravan.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.EncodingFormat;
import io.caravan.embedding.Vector;
import io.caravan.embedding.json.EmbeddingRequestReader;
import io.caravan.embedding.json.VectorTree;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dialect's embeddings have in common. */
public abstract class EmbeddingContract {

    protected static final JsonMapper JSON = new JsonMapper();
    protected static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_780_000_000));
    protected static final String SECRET = "sk-canary-0123456789";

    private final EmbeddingTransformer transformer;
    private final Provider provider;

    /**
     * @param provider one that speaks the dialect, with the key {@link #SECRET}
     */
    protected EmbeddingContract(EmbeddingTransformer transformer, Provider provider) {
        this.transformer = transformer;
        this.provider = provider;
    }

    /** A good answer with as many vectors: 0.5 and -1, then 1.5 and -1, and so on; and 7 tokens. */
    protected abstract String answer(int vectors);

    /** The body of an error. */
    protected abstract String error(String message);

    @Test
    void answer_hasTheVectorsInTheirOrderAndTheTokens() {
        EmbeddingResponse response = read("[\"a\",\"b\",\"c\"]", answer(3));

        assertThat(response.vectors())
                .extracting(vector -> ((Vector.Numbers) vector).numbers())
                .containsExactly(new double[] {0.5, -1}, new double[] {1.5, -1}, new double[] {2.5, -1});
        assertThat(response.usage()).contains(Usage.of(7, 0));
        assertThat(response.encoding()).isEqualTo(EncodingFormat.FLOAT);
    }

    @Test
    void answer_isWrittenAsTheCallerWants() {
        RoutedEmbedding routed = routed("\"a\"", ",\"encoding_format\":\"base64\"");

        assertThat(transformer.response(routed, tree(answer(1))).encoding()).isEqualTo(EncodingFormat.BASE64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void answerWithAnotherNumberOfVectors_makesNoSense(int vectors) {
        GatewayException failure =
                catchThrowableOfType(GatewayException.class, () -> read("[\"a\",\"b\"]", answer(vectors)));

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage())
                .startsWith(provider.id())
                .endsWith("answered " + vectors + " embeddings for 2 inputs");
        assertThat(failure.origin().orElseThrow().provider()).isEqualTo(provider.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "3",
                "\"text\"",
                "[]",
                "[1,2]",
                "[[]]",
                "{}",
                "{\"data\":3}",
                "{\"data\":{\"embedding\":[1]}}",
                "{\"data\":[1,2]}",
                "{\"data\":[[1],[2]]}",
                "{\"data\":[{\"embedding\":{}}]}",
                "{\"data\":[{\"embedding\":[[1]],\"index\":\"x\"}]}",
                "{\"data\":[{\"embedding\":[1],\"index\":-1}]}",
                "{\"embeddings\":[3]}",
                "{\"embeddings\":{\"float\":3}}",
                "{\"embeddings\":{\"float\":{\"values\":3}}}",
                "{\"embeddings\":[{\"values\":[[]]}]}",
                "{\"usage\":[],\"meta\":3,\"usageMetadata\":\"x\"}",
            })
    void answerOfAnyShape_isAFailureOfTheProviders(String body) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> read("\"a\"", body));

        assertThat(failure).isNotNull();
        assertThat(failure.code().status()).isEqualTo(502);
        assertThat(failure.origin().orElseThrow().provider()).isEqualTo(provider.id());
    }

    @ParameterizedTest
    @CsvSource({"400, BAD_REQUEST", "401, AUTHENTICATION", "404, NOT_FOUND", "429, RATE_LIMIT", "500, SERVER_ERROR"})
    void errorAnswer_isToldByItsStatus(int status, ErrorCode code) {
        GatewayException failure = transformer.error(new UpstreamFailure(
                routed("\"a\"", ""), status, Map.of("retry-after", "3"), tree(error("no, not " + SECRET))));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).isEqualTo(provider.id() + ": no, not ***");
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(status);
    }

    @Test
    void request_bearsTheKeyInAHeaderAlone() {
        UpstreamRequest request = transformer.request(routed("\"a\"", ""));

        assertThat(request.headers().values()).anyMatch(value -> value.contains(SECRET));
        assertThat(request.path()).startsWith("/").doesNotContain(SECRET);
        assertThat(new String(request.body(), UTF_8)).doesNotContain(SECRET);
    }

    @Test
    void requestToAProviderWithoutKey_hasNoHeader() {
        RoutedEmbedding keyless =
                new RoutedEmbedding(routed("\"a\"", "").embedding(), withKey(provider, Optional.empty()), "some-model");

        assertThat(transformer.request(keyless).headers()).isEmpty();
    }

    private static Provider withKey(Provider provider, Optional<String> key) {
        return new Provider(
                provider.id(), List.of(), List.of(), List.of(), key, true, provider.baseUrl(), provider.quirks());
    }

    /** The answer to a request for these inputs. */
    protected EmbeddingResponse read(String input, String body) {
        return transformer.response(routed(input, ""), tree(body));
    }

    /** The body for a request for these inputs with further members, which begin with a comma. */
    protected JsonNode sent(String input, String more) {
        return tree(new String(transformer.request(routed(input, more)).body(), UTF_8));
    }

    protected RoutedEmbedding routed(String input, String more) {
        return routed("some-model", input, more);
    }

    protected RoutedEmbedding routed(String model, String input, String more) {
        try {
            JsonNode request = JSON.readTree("{\"model\":\"x/y\",\"input\":%s%s}".formatted(input, more));
            return new RoutedEmbedding(EmbeddingRequestReader.read(request), provider, model);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    protected static JsonNode tree(String json) {
        try {
            return new VectorTree(JSON).read(json.getBytes(UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    protected UpstreamRequest request(RoutedEmbedding routed) {
        return transformer.request(routed);
    }

    /** A provider of that name with these quirk words. */
    protected static Provider provider(String id, String baseUrl, Map<String, String> words) {
        return new Provider(
                id,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(SECRET),
                false,
                baseUrl,
                Quirks.NONE.withEmbeddings(new Quirks(words)));
    }
}
