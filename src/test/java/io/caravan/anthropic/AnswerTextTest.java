package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {

    private static String read(AnswerText answer, List<String> fragments) {
        StringBuilder text = new StringBuilder();
        fragments.forEach(fragment -> text.append(answer.next(fragment)));
        return text.append(answer.last()).toString();
    }

    private static List<String> characters(String text) {
        return List.of(text.split(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"values\":[1,2]} | [1,2]",
                "{\"values\": [1, {\"a\": {}}]} | ` [1, {\"a\": {}}]`",
                "` {\n \"values\" : \"a}\" } ` | ` \"a}\" `",
                "{\"values\":{\"b\":{\"c\":\"}}\"}}} | {\"b\":{\"c\":\"}}\"}}",
                "{\"other\":[1]} | {\"other\":[1]}",
                "{} | {}"
            })
    void value_insideItsWrapper_isAllThatIsLeft(String input, String answer) {
        assertThat(read(AnswerText.inside("values"), List.of(input)).strip()).isEqualTo(answer.strip());
        assertThat(read(AnswerText.inside("values"), characters(input)).strip()).isEqualTo(answer.strip());
    }

    @Test
    void value_cutOff_keepsWhatCame() {
        assertThat(read(AnswerText.inside("values"), List.of("{\"values\":[1,", "2")))
                .isEqualTo("[1,2");
    }

    @Test
    void value_isGivenAsItComes() {
        AnswerText answer = AnswerText.inside("values");

        assertThat(answer.next("{\"values\":[\"a}")).isEqualTo("[\"a");
        assertThat(answer.next("b\",")).isEqualTo("}b\",");
        assertThat(answer.next("1]}")).isEqualTo("1]");
        assertThat(answer.last()).isEmpty();
    }

    @Test
    void text_withoutWrapper_isLeftAlone() {
        assertThat(read(AnswerText.plain(), characters("{\"values\": [1]} "))).isEqualTo("{\"values\": [1]} ");
    }

    @Test
    void nothing_isAnEmptyObject() {
        assertThat(read(AnswerText.plain(), List.of())).isEqualTo("{}");
        assertThat(read(AnswerText.inside("values"), List.of("", ""))).isEqualTo("{}");
    }
}
