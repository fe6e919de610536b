package io.caravan.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.provider.Quirks;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InliningTest {

    @ParameterizedTest
    @CsvSource({
        "all, http://a/, true",
        "all, https://a/, true",
        "ALL, https://a/, true",
        "http, http://a/, true",
        "http, HTTP://a/, true",
        "http, https://a/, false",
        "none, http://a/, false",
        "none, https://a/, false",
        "'', http://a/, false"
    })
    void word_tellsWhichAddressesAreFollowed(String word, String url, boolean wanted) {
        assertThat(Inlining.of(new Quirks(Map.of("inline", word))).wants(url)).isEqualTo(wanted);
    }

    @Test
    void noWord_leavesEverything() {
        assertThat(Inlining.of(Quirks.NONE).wants("http://a/")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/files/1, false",
        "https://A.example/files/1, false",
        "https://youtu.be/x, false",
        "https://a.example/file, true",
        "https://b.example/?https://youtu.be/x, true"
    })
    void providersOwnLinks_areLeft(String url, boolean wanted) {
        Quirks quirks = new Quirks(Map.of("inline", "all", "links", "https://a.example/files/, https://youtu.be/"));

        assertThat(Inlining.of(quirks).wants(url)).isEqualTo(wanted);
    }

    @Test
    void wordThatMeansNothing_isTold() {
        assertThatThrownBy(() -> Inlining.of(new Quirks(Map.of("inline", "some"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inline: some is none of all, http, none");
    }
}
