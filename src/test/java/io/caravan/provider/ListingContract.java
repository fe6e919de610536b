package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the questions for models have in common, whatever the dialect. */
public abstract class ListingContract {

    protected static final JsonMapper JSON = new JsonMapper();
    protected static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_780_000_000));
    protected static final String SECRET = "sk-canary-0123456789";

    private static final List<String> OTHERS =
            List.of("null", "7", "-1.5", "1e400", "\"x\"", "\" \"", "[]", "{}", "true", "[[[]]]", "{\"a\":null}");

    private final ListingTransformer transformer;
    private final Map<String, String> words;

    /**
     * @param words of a provider that speaks the dialect
     */
    protected ListingContract(ListingTransformer transformer, Map<String, String> words) {
        this.transformer = transformer;
        this.words = words;
    }

    /** A page that is not the last where there are several, with models that cannot chat among those that can. */
    protected abstract String page();

    /** What the page says. */
    protected abstract ModelPage expected();

    /** The body of an error. */
    protected abstract String error(String message);

    @Test
    void page_hasTheModelsThatCanChat() {
        assertThat(read(page())).isEqualTo(expected());
    }

    @Test
    void pageWithAnyMemberOfAnotherKind_isReadOrRefused() {
        JsonNode good = json(page());
        for (String pointer : pointers(good, "")) {
            for (String other : OTHERS) {
                JsonNode bad = replaced(good.deepCopy(), pointer, json(other));
                try {
                    transformer
                            .page(listing(), bad)
                            .models()
                            .forEach(model -> assertThat(model.name()).isNotBlank());
                } catch (GatewayException refused) {
                    assertThat(refused.code().status()).isEqualTo(502);
                }
            }
        }
    }

    private static List<String> pointers(JsonNode node, String pointer) {
        List<String> pointers = new ArrayList<>();
        node.properties().forEach(member -> {
            pointers.add(pointer + "/" + member.getKey());
            pointers.addAll(pointers(member.getValue(), pointer + "/" + member.getKey()));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.add(pointer + "/" + i);
            pointers.addAll(pointers(node.get(i), pointer + "/" + i));
        }
        return pointers;
    }

    private static JsonNode replaced(JsonNode tree, String pointer, JsonNode other) {
        int slash = pointer.lastIndexOf('/');
        String name = pointer.substring(slash + 1);
        JsonNode parent = slash == 0 ? tree : tree.at(pointer.substring(0, slash));
        switch (parent) {
            case ArrayNode array -> array.set(Integer.parseInt(name), other);
            case ObjectNode object -> object.set(name, other);
            default -> throw new AssertionError(pointer);
        }
        return tree;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "3",
                "\"text\"",
                "{}",
                "{\"data\":3}",
                "{\"data\":null}",
                "{\"data\":{\"id\":\"x\"}}",
                "{\"models\":\"x\"}",
                "{\"models\":{\"name\":\"x\"}}",
                "{\"name\":7}",
                "{\"Result\":{\"Items\":5}}",
            })
    void answerThatIsNoList_isAFailureOfTheProviders(String body) {
        GatewayException failure = refused(body);

        assertThat(failure).isNotNull();
        assertThat(failure.code().status()).isEqualTo(502);
        assertThat(failure.getMessage()).startsWith("acme");
        assertThat(failure.origin().orElseThrow().provider()).isEqualTo("acme");
        assertThat(failure.origin().orElseThrow().model()).isEqualTo("models");
    }

    @Test
    void errorInsideASuccess_isTold() {
        GatewayException failure = refused(error("no, not " + SECRET));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).isEqualTo("acme: no, not ***");
        assertThat(failure.code()).isNotEqualTo(ErrorCode.BAD_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"400, BAD_REQUEST", "401, AUTHENTICATION", "404, NOT_FOUND", "429, RATE_LIMIT", "500, SERVER_ERROR"})
    void errorAnswer_isToldByItsStatus(int status, ErrorCode code) {
        GatewayException failure = transformer.error(new UpstreamFailure(
                request().routed(), status, Map.of("retry-after", "3"), json(error("no, not " + SECRET))));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).isEqualTo("acme: no, not ***");
        assertThat(failure.origin().orElseThrow().upstreamStatus()).hasValue(status);
    }

    @Test
    void request_bearsTheKeyInAHeaderAlone() {
        UpstreamRequest request = request();

        assertThat(request.path()).startsWith("/").doesNotContain(SECRET);
        assertThat(request.dropped()).isEmpty();
        assertThat(request.routed().provider().id()).isEqualTo("acme");
    }

    /** The request for the first page. */
    protected UpstreamRequest request() {
        return request(listing());
    }

    protected UpstreamRequest request(RoutedListing listing) {
        return transformer.request(listing);
    }

    /** The path of the request for the page after one. */
    protected String pathAfter(String cursor) {
        return request(after(cursor)).path();
    }

    /** The headers of the request to a provider that needs no key. */
    protected Map<String, String> keylessHeaders() {
        return request(new RoutedListing(provider(words, Optional.empty()), Optional.empty()))
                .headers();
    }

    /** What comes of an answer that is to be refused. */
    protected GatewayException refused(String body) {
        return catchThrowableOfType(GatewayException.class, () -> read(body));
    }

    /** A page's models and the cursor of the next. */
    protected ModelPage read(String body) {
        return transformer.page(listing(), json(body));
    }

    /** The question for the first page. */
    protected RoutedListing listing() {
        return listing(words);
    }

    /** The question for the page after one. */
    protected RoutedListing after(String cursor) {
        return new RoutedListing(listing().provider(), Optional.of(cursor));
    }

    protected static RoutedListing listing(Map<String, String> words) {
        return new RoutedListing(provider(words, Optional.of(SECRET)), Optional.empty());
    }

    private static Provider provider(Map<String, String> words, Optional<String> key) {
        return new Provider(
                "acme", List.of(), List.of(), List.of(), key, true, "https://acme.example/v1", new Quirks(words));
    }

    /** A model of which nothing is known but its name. */
    protected static ListedModel bare(String name) {
        return new ListedModel(name, ModelFacts.UNKNOWN);
    }

    protected static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }
}
