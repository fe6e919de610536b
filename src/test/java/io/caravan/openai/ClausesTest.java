package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClausesTest {

    @ParameterizedTest
    @CsvSource({"glm-5.3, low high", "GLM-5.3-air, low high", "glm-6, low high", "glm-4, none", "glm-7, thinking"})
    void firstClause_thatHoldsForTheModel_counts(String model, String value) {
        var clauses = Clauses.of(
                new Quirks(Map.of("effort", "low high for glm-5.3* glm-6; none for glm-4; thinking; never")),
                "effort",
                text -> text);
        assertThat(clauses.first(model)).contains(value);
    }

    @Test
    void model_thatNoClauseNames_isLeftAlone() {
        var clauses = Clauses.of(new Quirks(Map.of("effort", "none for glm-4")), "effort", text -> text);
        assertThat(clauses.first("glm-5")).isEmpty();
        assertThat(Clauses.of(Quirks.NONE, "effort", text -> text).first("glm-5"))
                .isEmpty();
    }

    @Test
    void pairs_keepTheirOrderAndTheirSigns() {
        assertThat(Clauses.pairs("a=1, b = x=y ,")).containsExactly(Map.entry("a", "1"), Map.entry("b", "x=y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1, c", "=d", "a="})
    void pair_thatIsNone_isAMistake(String text) {
        assertThatThrownBy(() -> Clauses.pairs(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not of the form name=value");
    }

    @Test
    void constants_areJsonWhereTheyCanBe() {
        assertThat(Clauses.members("a=true, b=1.5, c=word")).isEqualTo(Wire.json("""
            {"a": true, "b": 1.5, "c": "word"}\
            """));
    }

    @Test
    void finish_ofARouteFile_addsToTheCommonWords() {
        FinishWords words = FinishWords.of(new Quirks(Map.of("finish", "done=stop, broke=quota")));
        assertThat(words.of("broke", false, true)).hasToString("Failed[code=QUOTA]");
        assertThat(words.of("done", false, true)).isEqualTo(words.of("eos", false, true));
        assertThatThrownBy(() -> FinishWords.of(new Quirks(Map.of("finish", "a=nonsense"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "*_penalty, top_penalty, true",
        "*_penalty, penalty, false",
        "a*c, abc, true",
        "a.c, abc, false",
        "a*, a, true"
    })
    void glob_matchesWholeWords(String glob, String word, boolean matches) {
        assertThat(Glob.of(glob).matches(word)).isEqualTo(matches);
    }
}
