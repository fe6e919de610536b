package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {

    @Test
    void fileThatSaysNothing_hasNoList() {
        assertThat(Listing.of(Quirks.NONE).way()).isEmpty();
        assertThat(listing(Map.of("listing", "none")).way()).isEmpty();
        assertThat(listing(Map.of("listing", "openai")).way()).contains("openai");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, true",
        "GPT-4o, true",
        "o3-mini, true",
        "o1, true",
        "omni, false",
        "whisper-1, false",
        "gpt-4o-audio-preview, false",
        "ft:gpt-4o, false",
    })
    void models_areShownByTheirNames(String name, boolean shown) {
        Listing listing = listing(Map.of("listed", "gpt-*, o#*, ft:*", "unlisted", "*audio*, ft:*"));

        assertThat(listing.shows(name)).isEqualTo(shown);
    }

    @Test
    void withoutWords_allAreShown() {
        assertThat(Listing.of(Quirks.NONE).shows("anything")).isTrue();
        assertThat(listing(Map.of("unlisted", "x*")).shows("anything")).isTrue();
        assertThat(listing(Map.of("unlisted", "x*")).shows("xerxes")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ",          ,    /models?a=1",
        ",          x y, /models?a=1&after=x+y",
        "/list,     ,    /list",
        "/list,     x,   /list?after=x",
        "/list?b=2, x,   /list?b=2&after=x",
    })
    void path_hasTheCursor(String word, String cursor, String path) {
        Quirks quirks = word == null ? Quirks.NONE : new Quirks(Map.of("list", word));

        assertThat(Listing.of(quirks).path("/models?a=1", "after", Optional.ofNullable(cursor)))
                .isEqualTo(path);
    }

    @Test
    void pathWithoutSlash_makesNoSense() {
        assertThatThrownBy(() -> listing(Map.of("list", "models")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("list: \"models\" does not begin with a slash");
    }

    private static Listing listing(Map<String, String> words) {
        return Listing.of(new Quirks(words));
    }
}
