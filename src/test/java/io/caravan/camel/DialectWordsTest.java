package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.cohere.CohereTransformer;
import io.caravan.openai.OpenAiTransformer;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.Transformer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectWordsTest {

    private static final Map<String, Transformer> DIALECTS = Map.of(
            "cohere", new CohereTransformer(new JsonMapper(), InstantSource.system()),
            "openai", new OpenAiTransformer(new JsonMapper(), InstantSource.system()));

    private final DialectWords words = new DialectWords(DIALECTS, Map.of(), new ModelQuestions(Map.of()));

    @ParameterizedTest
    @ValueSource(strings = {"cohere", "openai"})
    void wordsOfTheGatewaysOwn_areUnderstoodInEveryDialect(String dialect) {
        Provider provider = provider(
                Map.of("defaults", "temperature=0.3", "inline", "all", "links", "https://files.acme.example/"));

        assertThatCode(() -> words.check(route(dialect), provider)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cohere", "openai"})
    void wordThatNobodyKnows_isRefused(String dialect) {
        assertThatThrownBy(() -> words.check(route(dialect), provider(Map.of("inlime", "all"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the file of provider acme makes no sense: \"inlime\" is none of ");
    }

    private static RouteDefinition route(String bean) {
        RouteDefinition route = new RouteDefinition("direct:acme");
        route.addOutput(new BeanDefinition(bean));
        return route;
    }

    private static Provider provider(Map<String, String> words) {
        return new Provider(
                "acme", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", new Quirks(words));
    }
}
