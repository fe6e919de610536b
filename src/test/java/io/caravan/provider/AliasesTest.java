package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasesTest {

    private static final String FAMILIES = "claude-*=anthropic/claude-*, claude-old-*=anthropic/claude-3-*-latest,"
            + " claude-old-9=openai/gpt-4o, my-*=openai/gpt-4o, *-cn=qwen/*, ark/*-pro=ark/ep-*";

    @ParameterizedTest
    @CsvSource({
        "claude-opus-5,    anthropic/claude-opus-5",
        "CLAUDE-opus-5,    anthropic/claude-opus-5",
        "claude-,          anthropic/claude-",
        "claude-old-opus,  anthropic/claude-3-opus-latest",
        "claude-old-9,     openai/gpt-4o",
        "Claude-Old-9,     openai/gpt-4o",
        "my-own,           openai/gpt-4o",
        "max-cn,           qwen/max",
        "ark/doubao-pro,   ark/ep-doubao",
        "ark/-pro,         ark/ep-",
        "ark/pro,          ark/pro",
        "my,               my",
        "openai/claude-x,  openai/claude-x"
    })
    void name_leadsToTheTargetThatTellsMostOfIt(String name, String target) {
        Aliases aliases = aliases(FAMILIES);

        assertThat(aliases.resolve(name)).isEqualTo(target);
        assertThat(aliases.knows(name)).isEqualTo(!name.equals(target));
    }

    @Test
    void alias_mayLeadToAnother() {
        Aliases aliases = aliases("quick=fast, fast=small-4, small-*=openai/gpt-*-mini");

        assertThat(aliases.resolve("quick")).isEqualTo("openai/gpt-4-mini");
        assertThat(aliases.resolve("fast")).isEqualTo("openai/gpt-4-mini");
    }

    @Test
    void family_isNotAppliedToWhatItMade() {
        Aliases aliases = aliases("*=openai/*, gpt-*=gpt-*-eu");

        assertThat(aliases.resolve("x")).isEqualTo("openai/x");
        assertThat(aliases.resolve("gpt-4o")).isEqualTo("gpt-4o-eu");
    }

    @Test
    void names_areThoseWithoutAStarInTheirOrder() {
        assertThat(aliases("z=openai/a, y-*=openai/b, b=openai/c").names()).containsExactly("z", "b");
        assertThat(Aliases.NONE.names()).isEmpty();
        assertThat(Aliases.NONE.resolve("gpt-4o")).isEqualTo("gpt-4o");
        assertThat(Aliases.NONE.knows("gpt-4o")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=a                        | aliases lead in a circle: a → a",
                "a=A                        | aliases lead in a circle: a → A",
                "a=b, b=a                   | aliases lead in a circle: a → b → a",
                "a=b, b=c, c=b              | aliases lead in a circle: a → b → c → b",
                "a-*=b-*, b-*=a-*           | aliases lead in a circle: a-* → b-* → a-*",
                "gpt-*=gpt-*                | aliases lead in a circle: gpt-* → gpt-*",
                "a-*=b, b=a-1               | aliases lead in a circle: b → a-1 → b",
                "a=b, b=c, c=d, d=e, e=f, f=openai/g "
                        + "| aliases lead too far, which is more than 5 steps: a → b → c → d → e → f → openai/g",
                "a=openai/*                 | the alias a has no star, so that of openai/* stands for nothing",
                "a-*-*=openai/gpt-4o        | \"a-*-*\" may have one star and no more",
                "a-*=openai/*-*             | \"openai/*-*\" may have one star and no more",
                "a=openai/b, A=openai/c     | \"A\" is there twice; case does not count",
            })
    void aliases_thatMakeNoSense_areRefusedByName(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> aliases(text)).withMessage(message);
    }

    @Test
    void aliases_ofNothingOrForNothing_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Aliases(Map.of("a", " ")))
                .withMessage("the alias a has no model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Aliases(Map.of(" ", "openai/a")))
                .withMessage("a model's name is missing");
    }

    @Test
    void fiveSteps_areNotTooFar() {
        Aliases aliases = aliases("a=b, b=c, c=d, d=e, e=openai/f");

        assertThat(List.of(aliases.resolve("a"), aliases.resolve("e"))).containsOnly("openai/f");
    }

    private static Aliases aliases(String text) {
        return new Aliases(Clauses.pairs(text));
    }
}
