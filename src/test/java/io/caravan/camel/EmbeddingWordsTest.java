package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.openai.EmbeddingApi;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingWordsTest {

    private final DialectWords words = new DialectWords(
            Map.of(),
            Map.of("embeddings", new EmbeddingApi(new JsonMapper(), InstantSource.system())),
            new ModelQuestions(Map.of()));

    @ParameterizedTest
    @CsvSource({"batch, 1", "batch, 2048", "base64, true", "drop, user", "rename, a=b for x*; a=c"})
    void wordThatMakesSense_isTaken(String word, String value) {
        assertThatCode(() -> words.checkEmbeddings(route("embeddings"), provider(word, value)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "batch, 0, batch: \"0\" is not a whole number above 0",
        "batch, many, batch: \"many\" is not a whole number above 0",
        "rename, a, rename: \"a\" is not of the form name=value",
        "bacth, 5, \"bacth\" is none of",
    })
    void wordThatMakesNoSense_isRefusedWithTheProvider(String word, String value, String reason) {
        assertThatThrownBy(() -> words.checkEmbeddings(route("embeddings"), provider(word, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the file of provider acme makes no sense: " + reason);
    }

    @Test
    void wordsOfARouteWithoutDialect_areItsOwn() {
        assertThatCode(() -> words.checkEmbeddings(route("other"), provider("bean", "x")))
                .doesNotThrowAnyException();
    }

    private static RouteDefinition route(String bean) {
        SplitDefinition split = new SplitDefinition();
        split.addOutput(new BeanDefinition(bean));
        RouteDefinition route = new RouteDefinition("direct:acme-embeddings");
        route.addOutput(split);
        return route;
    }

    private static Provider provider(String word, String value) {
        Quirks quirks = Quirks.NONE.withEmbeddings(new Quirks(Map.of("of", "acme", word, value)));
        return new Provider(
                "acme", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", quirks);
    }
}
