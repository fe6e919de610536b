package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.CatalogueFile.Entry;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final ModelFacts BLIND = images(false);
    private static final ModelFacts SEEING = images(true);

    @ParameterizedTest
    @CsvSource({
        "road-1",
        "road-1-20250101",
        "road-1-2025-01-01",
        "road-1-250101",
        "road-1-0613",
        "road-1-latest",
        "road-1@20250101"
    })
    void model_isFoundWithOrWithoutADate(String name) {
        assertThat(Catalogue.of(List.of(new Entry("acme", "road-1", BLIND))).find(provider("acme"), name))
                .isEqualTo(BLIND);
        assertThat(Catalogue.of(List.of(new Entry("acme", name, BLIND))).find(provider("acme"), "road-1"))
                .isEqualTo(BLIND);
    }

    @ParameterizedTest
    @CsvSource({"road-2", "road-1-mini", "road-1-123", "Road-1", "1"})
    void otherName_isUnknown(String name) {
        assertThat(Catalogue.of(List.of(new Entry("acme", "road-1", BLIND))).find(provider("acme"), name))
                .isEqualTo(ModelFacts.UNKNOWN);
    }

    @Test
    void exactName_winsOverTheOneWithoutADate() {
        Catalogue catalogue =
                Catalogue.of(List.of(new Entry("acme", "road-1", SEEING), new Entry("acme", "road-1-20240101", BLIND)));

        assertThat(catalogue.find(provider("acme"), "road-1")).isEqualTo(SEEING);
        assertThat(catalogue.find(provider("acme"), "road-1-20240101")).isEqualTo(BLIND);
        assertThat(catalogue.find(provider("acme"), "road-1-20260101")).isEqualTo(SEEING);
    }

    @Test
    void newestDate_standsForTheNameWithoutOne() {
        Catalogue catalogue = Catalogue.of(List.of(
                new Entry("acme", "road-1-20240101", BLIND),
                new Entry("acme", "road-1-20250101", SEEING),
                new Entry("acme", "road-1-20230101", BLIND)));

        assertThat(catalogue.find(provider("acme"), "road-1")).isEqualTo(SEEING);
    }

    @Test
    void othersModelOfTheSameName_tellsNothing() {
        Catalogue catalogue = Catalogue.of(List.of(new Entry("acme", "road-1", BLIND)));

        assertThat(catalogue.find(provider("vllm"), "road-1")).isEqualTo(ModelFacts.UNKNOWN);
        assertThat(catalogue.find(provider("openrouter"), "acme/road-1")).isEqualTo(ModelFacts.UNKNOWN);
    }

    @Test
    void modelOfAnyProvider_andOfAnAlias_isFound() {
        Catalogue catalogue =
                Catalogue.of(List.of(new Entry("", "road-1", BLIND), new Entry("acme-inc", "road-2", SEEING)));

        assertThat(catalogue.find(provider("vllm"), "road-1")).isEqualTo(BLIND);
        assertThat(catalogue.find(provider("acme", "other", "acme-inc"), "road-2"))
                .isEqualTo(SEEING);
    }

    @Test
    void laterCells_winWhereTheyTellSomething() {
        ModelFacts ours = new ModelFacts(Optional.of(false), Optional.of(true), Optional.empty(), Optional.empty());
        ModelFacts theirs = new ModelFacts(Optional.of(true), Optional.empty(), Optional.of(false), Optional.empty());
        Catalogue catalogue =
                Catalogue.of(List.of(new Entry("acme", "road-1", ours)), List.of(new Entry("acme", "road-1", theirs)));

        assertThat(catalogue.find(provider("acme"), "road-1"))
                .isEqualTo(new ModelFacts(Optional.of(true), Optional.of(true), Optional.of(false), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "deepseek, deepseek-chat, false, true",
        "deepseek, deepseek-reasoner, false, ",
        "deepseek, deepseek-flash, true, true",
        "openai, gpt-3.5-turbo-0125, false, true",
        "openai, gpt-4o-2024-08-06, true, true",
        "openai, o1-mini, , false",
        "xai, grok-4, , true",
        "glm, glm-4.6, false, true",
        "ark, doubao-seed-1-6-251015, , true",
        "perplexity, sonar-pro, , false",
        "anthropic, claude-haiku-4-5, true, true",
        "groq, openai/gpt-oss-120b, false, true",
        "moonshot, kimi-k9, , "
    })
    void shippedFacts_areNoFalseNo(String provider, String model, Boolean images, Boolean tools) {
        ModelFacts facts = Catalogue.read(Optional.empty()).find(provider(provider), model);

        assertThat(facts)
                .isEqualTo(new ModelFacts(
                        Optional.ofNullable(images), Optional.ofNullable(tools), facts.audio(), facts.documents()));
    }

    @Test
    void fileOfTheOperators_winsOverTheShippedOne(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("own.csv"), "model,provider,vision\ndeepseek-chat,deepseek,true\nroad-1,,false\n");
        Catalogue catalogue = Catalogue.read(Optional.of(file));

        assertThat(catalogue.find(provider("deepseek"), "deepseek-chat").images())
                .hasValue(true);
        assertThat(catalogue.find(provider("deepseek"), "deepseek-chat").tools())
                .hasValue(true);
        assertThat(catalogue.find(provider("vllm"), "road-1").images()).hasValue(false);
    }

    private static ModelFacts images(boolean taken) {
        return new ModelFacts(Optional.of(taken), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Provider provider(String id, String... aliases) {
        return new Provider(
                id, List.of(aliases), List.of(), List.of(), Optional.of("key"), false, "http://localhost", Quirks.NONE);
    }
}
