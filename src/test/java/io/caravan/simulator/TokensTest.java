package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @Test
    void text_ofWords_keepsSpacesWithTheWordAfter() {
        assertThat(Tokens.of("Say  hello,\nworld ")).containsExactly("Say", "  hello,", "\nworld", " ");
    }

    @Test
    void text_inHanOrHangul_isOneTokenPerCharacter() {
        assertThat(Tokens.of("안녕 世界abc")).containsExactly("안", "녕", " 世", "界", "abc");
    }

    @Test
    void word_ofGreatLength_isSplitBetweenCharacters() {
        assertThat(Tokens.of("x".repeat(40))).containsExactly("x".repeat(16), "x".repeat(16), "x".repeat(8));
        assertThat(Tokens.of("🌍".repeat(9))).containsExactly("🌍".repeat(8), "🌍");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "  a  b ", "naïve 🌍 안녕", "\t\n", "日本語のテスト, ok?"})
    void tokens_joined_areTheTextAgain(String text) {
        assertThat(String.join("", Tokens.of(text))).isEqualTo(text);
        assertThat(Tokens.count(text)).isEqualTo(Tokens.of(text).size());
    }

    @Test
    void whitespace_ofGreatLength_isSplitToo() {
        assertThat(Tokens.of(" ".repeat(33) + "a")).containsExactly(" ".repeat(16), " ".repeat(16), " a");
    }

    @Test
    void text_ofTooManyWords_hasTheRestInItsLastToken() {
        String text = "a ".repeat(100_002);

        assertThat(Tokens.of(text)).hasSize(100_000).last().isEqualTo(" a a a ");
        assertThat(String.join("", Tokens.of(text))).isEqualTo(text);
    }
}
