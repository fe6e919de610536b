package io.caravan.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", " {\"a\":{\"b\":[1,{}]}} ", "{\"a\":\"}\\\"}\"}", "{\"a\":\"\\\\\"}", "[\"{\"]"})
    void objectOrList_isWholeWithItsLastBracket(String json) {
        ArgumentText text = new ArgumentText();
        String before = json.stripTrailing().substring(0, json.stripTrailing().length() - 1);
        for (int i = 0; i < before.length(); i++) {
            text.add(before.substring(i, i + 1));
            assertThat(text.whole()).as(text.toString()).isFalse();
        }
        text.add(json.substring(before.length()));

        assertThat(text.whole()).isTrue();
        assertThat(text).hasToString(json);
    }

    @Test
    void nothing_isNotWhole() {
        ArgumentText text = new ArgumentText();
        text.add("");

        assertThat(text.whole()).isFalse();
        assertThat(text.toString()).isEmpty();
    }
}
