package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoremTest {

    @Test
    void tokens_withSameSeed_areTheSame() {
        assertThat(tokens(200, 7)).isEqualTo(tokens(200, 7)).isNotEqualTo(tokens(200, 8));
    }

    @Test
    void tokens_ofAnyCount_areThatMany() {
        assertThat(tokens(0, 1)).isEmpty();
        assertThat(tokens(1, 1)).hasSize(1).allMatch(word -> word.matches("[A-Z][a-z]*\\."));
        assertThat(tokens(100_000, 1)).hasSize(100_000);
    }

    @Test
    void tokens_joined_areSentences() {
        String text = String.join("", tokens(100, 3));
        assertThat(text).matches("([A-Z][a-z]*( [a-z]+){0,11}\\. ?)+").endsWith(".");
    }

    @Test
    void tokens_asked_toBeWide_holdCharactersOfSeveralBytes() {
        String text = String.join("", new Lorem(1, true).tokens(40));
        assertThat(text).contains("안녕", "🌍", "naïve");
    }

    private static List<String> tokens(int count, long seed) {
        return new Lorem(seed, false).tokens(count);
    }
}
