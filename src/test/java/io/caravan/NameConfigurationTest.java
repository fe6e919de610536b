package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.invoke.Defaults;
import io.caravan.provider.AllowedModels;
import io.caravan.provider.AllowedModels.Entry;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.Quirks;
import io.caravan.settings.Variables;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class NameConfigurationTest {

    private final ApplicationContextRunner gateway = new ApplicationContextRunner()
            .withUserConfiguration(NameConfiguration.class)
            .withBean(Defaults.class, () -> new Defaults(Optional.of("openai/o1"), 0.3))
            .withInitializer(context -> context.getBeanFactory()
                    .registerSingleton(
                            "variables",
                            new Variables(
                                    name -> Optional.ofNullable(
                                            context.getEnvironment().getProperty(name)),
                                    List.of())));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LLM_MODEL_MAX_OUTPUT_TOKENS={\"gpt-4o\":0} | caravan.max-output-tokens or"
                        + " LLM_MODEL_MAX_OUTPUT_TOKENS: the tokens of gpt-4o must be a whole number of 1 or more, not"
                        + " \"0\"",
                "LLM_MODEL_MAX_OUTPUT_TOKENS={\"gpt-4o\":1.5} | caravan.max-output-tokens or"
                        + " LLM_MODEL_MAX_OUTPUT_TOKENS: the tokens of gpt-4o must be a whole number of 1 or more, not"
                        + " \"1.5\"",
                "caravan.max-output-tokens.gpt-4o=many | caravan.max-output-tokens or LLM_MODEL_MAX_OUTPUT_TOKENS: "
                        + "the tokens of gpt-4o must be a whole number of 1 or more, not \"many\"",
                "LLM_MODEL_MAX_OUTPUT_TOKENS={gpt-4o:1} | the JSON is broken",
                "LLM_ALIASES=a=b,b=a | caravan.aliases or LLM_ALIASES: aliases lead in a circle: a → b → a",
                "caravan.aliases.a/b= | caravan.aliases or LLM_ALIASES: the alias a/b has no model",
                "caravan.allowed-models=*gpt* | \"*gpt*\" may have one star and no more",
            })
    void settingThatMakesNoSense_stopsTheStartAndSaysWhy(String setting, String message) {
        gateway.withPropertyValues(setting)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LLM_ALLOWED_MODELS=a, b,       | LLM_ALLOWED_MODEL_DISPLAY_NAMES=A,B",
                "caravan.allowed-models=a,b     | caravan.allowed-model-display-names=A,B",
                "caravan.allowed-models[0]=a    | caravan.allowed-models[1]=b",
            })
    void allowedModels_areAListHoweverItIsWritten(String first, String second) {
        gateway.withPropertyValues(first, second, "LLM_ALLOWED_MODEL_DISPLAY_NAMES=A,B")
                .run(context -> assertThat(context.getBean(AllowedModels.class).single())
                        .containsExactly(new Entry(0, "a", Optional.of("A")), new Entry(1, "b", Optional.of("B"))));
    }

    @Test
    void displayNames_thatAreNotAsMany_areNotUsedAndWarnedOf(CapturedOutput output) {
        gateway.withPropertyValues("LLM_ALLOWED_MODELS=a,b", "LLM_ALLOWED_MODEL_DISPLAY_NAMES=A")
                .run(context -> assertThat(context.getBean(AllowedModels.class).single())
                        .containsExactly(new Entry(0, "a", Optional.empty()), new Entry(1, "b", Optional.empty())));
        assertThat(output).contains("the display names are not used: there are 1 of them, but 2 allowed models");
    }

    @Test
    void nothingSet_warnsOfNothing(CapturedOutput output) {
        gateway.run(context -> {
            context.getBean(Providers.class).replace(List.of(openai()));
            assertThat(context.getBean(NameWarnings.class).warnings()).isEmpty();
        });
        assertThat(output).doesNotContain("display names");
    }

    @Test
    void namesThatLeadNowhere_areWarnedOf() {
        gateway.withPropertyValues(
                        "caravan.aliases.fast=quick",
                        "caravan.aliases.quick=nobody/x",
                        "caravan.aliases.good=openai/gpt-4o",
                        "caravan.allowed-models=fast,good,nobody/y,openai/gpt-4o,other-*")
                .run(context -> {
                    context.getBean(Providers.class).replace(List.of(openai()));
                    assertThat(context.getBean(NameWarnings.class).warnings())
                            .containsExactlyInAnyOrder(
                                    "the alias fast leads to nobody/x, which nobody has",
                                    "the alias quick leads to nobody/x, which nobody has",
                                    "nobody has the allowed model nobody/y",
                                    "the default model openai/o1 is none of the allowed ones");
                });
    }

    @Test
    void defaultModel_thatIsNobodys_isWarnedOf() {
        gateway.run(context -> assertThat(context.getBean(NameWarnings.class).warnings())
                .containsExactly("nobody has the default model openai/o1"));
    }

    private static Provider openai() {
        return new Provider(
                "openai",
                List.of(),
                List.of(ModelPattern.of("gpt-*")),
                List.of(),
                Optional.of("key"),
                false,
                "https://openai.example",
                Quirks.NONE);
    }
}
