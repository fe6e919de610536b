package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheredModelsTest {

    private static final Provider ACME = new Provider(
            "acme",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            true,
            "http://localhost",
            new Quirks(Map.of("unlisted", "*whisper*")));

    private final GatheredModels list = new GatheredModels(ACME);

    @Test
    void pages_areGatheredInTheirOrder() {
        assertThat(list.add(page("2", "b", "a"))).contains(new RoutedListing(ACME, Optional.of("2")));
        assertThat(list.add(page("", "c"))).isEmpty();

        assertThat(list.models()).extracting(ListedModel::name).containsExactly("b", "a", "c");
    }

    @Test
    void modelThatIsListedTwice_isThereOnceAsItFirstWas() {
        ModelFacts facts =
                new ToldFacts("a").can(ModelFacts.Ability.TOOLS, true).facts();
        list.add(new ModelPage(List.of(new ListedModel("a", facts)), Optional.of("2")));
        list.add(page("", "b", "a", "b"));

        assertThat(list.models())
                .containsExactly(new ListedModel("a", facts), new ListedModel("b", ModelFacts.UNKNOWN));
    }

    @Test
    void modelThatTheFileDoesNotWant_isLeftOut() {
        list.add(page("", "whisper-1", "a"));

        assertThat(list.models()).extracting(ListedModel::name).containsExactly("a");
    }

    @Test
    void cursorThatComesAgain_isAFailure() {
        list.add(page("2", "a"));
        list.add(page("3", "b"));

        assertFails("2", "acme lists its models in a circle", "c");
    }

    @Test
    void moreThanFiftyPages_areAFailure() {
        for (int i = 1; i < GatheredModels.MOST_PAGES; i++) {
            assertThat(list.add(page("to-" + i, "m" + i))).isPresent();
        }

        assertThat(list.models()).hasSize(49);
        assertFails("further", "acme lists its models on more than 50 pages", "x");
    }

    @Test
    void fiftyPages_areNone() {
        for (int i = 1; i < GatheredModels.MOST_PAGES; i++) {
            list.add(page("to-" + i, "m" + i));
        }

        assertThat(list.add(page("", "last"))).isEmpty();
        assertThat(list.models()).hasSize(50);
    }

    @Test
    void tooManyModels_areAFailure() {
        String[] names = IntStream.range(0, GatheredModels.MOST_MODELS)
                .mapToObj(i -> "m" + i)
                .toArray(String[]::new);

        assertThat(list.add(page("2", names))).isPresent();
        assertThat(list.models()).hasSize(10_000);
        assertFails("", "acme lists more than 10000 models", "one-more");
    }

    private void assertFails(String next, String message, String... names) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> list.add(page(next, names)));

        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure.getMessage()).isEqualTo(message);
        assertThat(failure.origin().orElseThrow().provider()).isEqualTo("acme");
    }

    private static ModelPage page(String next, String... names) {
        return new ModelPage(
                List.of(names).stream()
                        .map(name -> new ListedModel(name, ModelFacts.UNKNOWN))
                        .toList(),
                Optional.of(next).filter(cursor -> !cursor.isEmpty()));
    }
}
