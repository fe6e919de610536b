package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.CatalogueFile.Entry;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        assertThat(catalogue(entry("acme", "road-1", BLIND)).facts(provider("acme"), name))
                .isEqualTo(BLIND);
        assertThat(catalogue(entry("acme", name, BLIND)).facts(provider("acme"), "road-1"))
                .isEqualTo(BLIND);
    }

    @ParameterizedTest
    @CsvSource({"road-2", "road-1-mini", "road-1-123", "Road-1", "1"})
    void otherName_isUnknown(String name) {
        assertThat(catalogue(entry("acme", "road-1", BLIND)).facts(provider("acme"), name))
                .isEqualTo(ModelFacts.UNKNOWN);
    }

    @Test
    void exactName_winsOverTheOneWithoutADate() {
        Catalogue catalogue = catalogue(entry("acme", "road-1", SEEING), entry("acme", "road-1-20240101", BLIND));

        assertThat(catalogue.facts(provider("acme"), "road-1")).isEqualTo(SEEING);
        assertThat(catalogue.facts(provider("acme"), "road-1-20240101")).isEqualTo(BLIND);
        assertThat(catalogue.facts(provider("acme"), "road-1-20260101")).isEqualTo(SEEING);
    }

    @Test
    void newestDate_standsForTheNameWithoutOne() {
        Catalogue catalogue = catalogue(
                entry("acme", "road-1-20240101", BLIND),
                entry("acme", "road-1-20250101", SEEING),
                entry("acme", "road-1-20230101", BLIND));

        assertThat(catalogue.facts(provider("acme"), "road-1")).isEqualTo(SEEING);
    }

    @Test
    void othersModelOfTheSameName_tellsNothing() {
        Catalogue catalogue = catalogue(entry("acme", "road-1", BLIND));

        assertThat(catalogue.facts(provider("vllm"), "road-1")).isEqualTo(ModelFacts.UNKNOWN);
        assertThat(catalogue.facts(provider("openrouter"), "acme/road-1")).isEqualTo(ModelFacts.UNKNOWN);
    }

    @Test
    void modelOfAnyProvider_andOfAnAlias_isFound() {
        Catalogue catalogue = catalogue(entry("", "road-1", BLIND), entry("acme-inc", "road-2", SEEING));

        assertThat(catalogue.facts(provider("vllm"), "road-1")).isEqualTo(BLIND);
        assertThat(catalogue.facts(provider("acme", "other", "acme-inc"), "road-2"))
                .isEqualTo(SEEING);
    }

    @Test
    void laterCells_winWhereTheyTellSomething() {
        ModelFacts ours = facts(Map.of(Ability.IMAGES, false, Ability.TOOLS, true));
        ModelFacts theirs = facts(Map.of(Ability.IMAGES, true, Ability.AUDIO, false));
        Catalogue catalogue = Catalogue.of(file(entry("acme", "road-1", ours)), file(entry("acme", "road-1", theirs)));

        assertThat(catalogue.facts(provider("acme"), "road-1"))
                .isEqualTo(facts(Map.of(Ability.IMAGES, true, Ability.TOOLS, true, Ability.AUDIO, false)));
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
        ModelFacts facts = Catalogue.read(Optional.empty()).facts(provider(provider), model);

        assertThat(facts.can(Ability.IMAGES)).isEqualTo(Optional.ofNullable(images));
        assertThat(facts.can(Ability.TOOLS)).isEqualTo(Optional.ofNullable(tools));
    }

    @Test
    void fileOfTheOperators_winsOverTheShippedOne(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("own.csv"), "model,provider,vision\ndeepseek-chat,deepseek,true\nroad-1,,false\n");
        Catalogue catalogue = Catalogue.read(Optional.of(file));

        assertThat(catalogue.facts(provider("deepseek"), "deepseek-chat").can(Ability.IMAGES))
                .hasValue(true);
        assertThat(catalogue.facts(provider("deepseek"), "deepseek-chat").can(Ability.TOOLS))
                .hasValue(true);
        assertThat(catalogue.facts(provider("vllm"), "road-1").can(Ability.IMAGES))
                .hasValue(false);
    }

    @Test
    void prices_areTakenAsAWhole(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("own.csv"), """
            # version: mine
            model,provider,currency,input_per_mtok,output_per_mtok,vision
            gpt-4o,openai,EUR,2,8,
            gpt-4.1,openai,,,,false
            """);
        Catalogue catalogue = Catalogue.read(Optional.of(file));

        Tariff own =
                catalogue.prices(provider("openai"), "gpt-4o").orElseThrow().tariff(100);
        assertThat(own.currency()).isEqualTo("EUR");
        assertThat(own.cachedInput()).isEqualByComparingTo("2");
        Tariff shipped =
                catalogue.prices(provider("openai"), "gpt-4.1").orElseThrow().tariff(100);
        assertThat(shipped.currency()).isEqualTo("USD");
        assertThat(shipped.cachedInput()).isEqualByComparingTo("0.5");
        assertThat(catalogue.version()).isEqualTo("2026-10-31+mine");
    }

    @Test
    void longPrompt_costsTheTierOfAllItsKinds() {
        Prices prices = Catalogue.read(Optional.empty())
                .prices(provider("anthropic"), "claude-sonnet-4-5")
                .orElseThrow();

        assertThat(prices.tariff(200_000).input()).isEqualByComparingTo("3");
        Tariff above = prices.tariff(200_001);
        assertThat(above.input()).isEqualByComparingTo("6");
        assertThat(above.output().orElseThrow()).isEqualByComparingTo("22.5");
        assertThat(above.cachedInput()).isEqualByComparingTo("0.6");
        assertThat(above.cacheWrite()).isEqualByComparingTo("7.5");
        assertThat(above.cacheWriteHour()).isEqualByComparingTo("12");
        assertThat(prices.batchTariff(10).orElseThrow().input()).isEqualByComparingTo("1.5");
    }

    @Test
    void models_ofAProvider_areThoseOfItsNamesInTheirOrder() {
        Catalogue catalogue = catalogue(
                entry("acme", "road-2", SEEING),
                entry("other", "road-9", SEEING),
                entry("acme-inc", "road-1-20250101", BLIND),
                entry("acme", "road-3", SEEING));

        assertThat(catalogue.models(provider("acme", "acme-inc")))
                .extracting(ListedModel::name)
                .containsExactly("road-2", "road-3", "road-1-20250101");
    }

    @Test
    void modelForEmbeddings_hasAPriceAndIsNoneForChat() {
        Catalogue catalogue = Catalogue.read(Optional.empty());

        assertThat(catalogue
                        .prices(provider("openai"), "text-embedding-3-small")
                        .orElseThrow()
                        .input())
                .isEqualByComparingTo("0.02");
        assertThat(catalogue.models(provider("openai")))
                .extracting(ListedModel::name)
                .contains("gpt-4o")
                .noneMatch(name -> name.contains("embedding"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o, GPT-4o, 128000, 16384, true, true, true",
        "openai, gpt-4o-mini, GPT-4o mini, 128000, 16384, true, true, true",
        "openai, o1, OpenAI o1, 200000, 100000, true, true, true",
        "openai, o1-mini, OpenAI o1-mini, 128000, 65536, false, , false",
        "anthropic, claude-3-7-sonnet-20250219, Claude 3.7 Sonnet, 200000, 64000, true, true, true",
        "anthropic, claude-3-5-sonnet-20241022, Claude 3.5 Sonnet, 200000, 8192, true, true, true",
        "gemini, gemini-2.0-flash-exp, Gemini 2.0 Flash Exp, 1000000, 8192, true, true, true",
        "gemini, gemini-1.5-pro, Gemini 1.5 Pro, 2000000, 8192, true, true, true"
    })
    void modelsOfOldClients_areThereWithTheirLimits(
            String provider,
            String model,
            String name,
            int window,
            int output,
            Boolean schema,
            Boolean images,
            Boolean tools) {
        ModelFacts facts = Catalogue.read(Optional.empty()).facts(provider(provider), model);
        assertThat(facts.displayName()).contains(name);
        assertThat(facts.contextWindow()).contains(window);
        assertThat(facts.maxOutput()).contains(output);
        assertThat(facts.can(Ability.STRUCTURED_OUTPUT)).isEqualTo(Optional.ofNullable(schema));
        assertThat(facts.can(Ability.IMAGES)).isEqualTo(Optional.ofNullable(images));
        assertThat(facts.can(Ability.TOOLS)).isEqualTo(Optional.ofNullable(tools));
    }

    private static ModelFacts images(boolean taken) {
        return facts(Map.of(Ability.IMAGES, taken));
    }

    private static ModelFacts facts(Map<Ability, Boolean> abilities) {
        return new ModelFacts(Optional.empty(), Optional.empty(), Optional.empty(), abilities);
    }

    private static Entry entry(String provider, String model, ModelFacts facts) {
        return new Entry(provider, model, true, facts, Optional.empty());
    }

    private static CatalogueFile file(Entry... entries) {
        return new CatalogueFile("1", List.of(entries));
    }

    private static Catalogue catalogue(Entry... entries) {
        return Catalogue.of(file(entries));
    }

    static Provider provider(String id, String... aliases) {
        return new Provider(
                id, List.of(aliases), List.of(), List.of(), Optional.of("key"), false, "http://localhost", Quirks.NONE);
    }
}
