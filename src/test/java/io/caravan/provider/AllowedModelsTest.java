package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caravan.provider.AllowedModels.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowedModelsTest {

    private static final AllowedModels SOME =
            new AllowedModels(List.of("openai/*", "gpt-4o", "open*", "GPT-4o"), List.of("All", "Four", "Any", "Again"));

    @Test
    void nothingNamed_isEverything() {
        assertThat(AllowedModels.ALL.all()).isTrue();
        assertThat(SOME.all()).isFalse();
        assertThat(SOME).hasToString("openai/*, gpt-4o, open*");
    }

    @Test
    void wholeName_countsMoreThanAFamilyAndALongFamilyMoreThanAShort() {
        assertThat(SOME.entry(List.of("openai/gpt-4o", "GPT-4O")))
                .contains(new Entry(1, "gpt-4o", Optional.of("Four")));
        assertThat(SOME.entry(List.of("OpenAI/o1"))).contains(new Entry(0, "openai/*", Optional.empty()));
        assertThat(SOME.entry(List.of("openrouter/o1"))).contains(new Entry(2, "open*", Optional.empty()));
        assertThat(SOME.entry(List.of("anthropic/claude-opus-5", "claude-opus-5")))
                .isEmpty();
    }

    @Test
    void single_areTheNamesWithoutAStar() {
        assertThat(SOME.single()).containsExactly(new Entry(1, "gpt-4o", Optional.of("Four")));
    }

    @Test
    void displayNames_areUsedIfThereIsOneForEach() {
        AllowedModels some = new AllowedModels(List.of("a", "b"), List.of("A"));

        assertThat(some.single()).extracting(Entry::displayName).containsOnly(Optional.empty());
    }

    @Test
    void nameWithTwoStars_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AllowedModels(List.of("*gpt*"), List.of()))
                .withMessage("\"*gpt*\" may have one star and no more");
    }
}
