package io.caravan.camel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.openai.ModelListing;
import io.caravan.openai.OpenAiTransformer;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingWordsTest {

    private final DialectWords words = new DialectWords(
            Map.of("chat", new OpenAiTransformer(new JsonMapper(), InstantSource.system())),
            Map.of(),
            new ModelQuestions(Map.of("openaiListingTransformer", new ModelListing(InstantSource.system()))));

    @ParameterizedTest
    @CsvSource({
        "listing, openai",
        "listing, none",
        "listing, in-process",
        "list, /models",
        "listed, gpt-*",
        "unlisted, '*tts*, x'",
    })
    void wordThatMakesSense_isTaken(String word, String value) {
        assertThatCode(() -> words.check(route(), provider(word, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "listing, opanai, 'listing: \"opanai\" is no dialect that has lists of models'",
        "list, models, 'list: \"models\" does not begin with a slash'",
        "listet, x, '\"listet\" is none of'",
    })
    void wordThatMakesNoSense_isRefusedWithTheProvider(String word, String value, String reason) {
        assertThatThrownBy(() -> words.check(route(), provider(word, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the file of provider acme makes no sense: " + reason);
    }

    private static RouteDefinition route() {
        RouteDefinition route = new RouteDefinition("direct:acme");
        route.addOutput(new BeanDefinition("chat"));
        return route;
    }

    private static Provider provider(String word, String value) {
        return new Provider(
                "acme",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                "http://localhost",
                new Quirks(Map.of(word, value)));
    }
}
