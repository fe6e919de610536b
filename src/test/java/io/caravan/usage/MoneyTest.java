package io.caravan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of token costs, in the words in which each provider tells it, whole and streamed. */
class MoneyTest {

    private static final String OPENAI = """
        {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}\
        """;

    private final Till till = new Till();

    /** At 3 for input, 0.3 cached, 3.75 and 6 written, 15 for output: what that makes of each. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        openai      | plain          | {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500} | 0.003 | 0 | 0 | 0.0075
        openai      | one token      | {"prompt_tokens":1,"completion_tokens":0,"total_tokens":1} | 0.000003 | 0 | 0 | 0
        openai      | all kinds      | {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},"completion_tokens_details":{"reasoning_tokens":200}} | 0.0009 | 0.00018 | 0.000375 | 0.0075
        anthropic   | plain          | {"input_tokens":1000,"output_tokens":500} | 0.003 | 0 | 0 | 0.0075
        anthropic   | cache is apart | {"input_tokens":21,"cache_creation_input_tokens":188,"cache_read_input_tokens":1000,"output_tokens":393} | 0.000063 | 0.0003 | 0.000705 | 0.005895
        anthropic   | minutes, hours | {"input_tokens":21,"cache_creation_input_tokens":556,"cache_creation":{"ephemeral_5m_input_tokens":456,"ephemeral_1h_input_tokens":100},"cache_read_input_tokens":0,"output_tokens":10,"service_tier":"standard"} | 0.000063 | 0 | 0.00231 | 0.00015
        anthropic   | hours only     | {"input_tokens":1,"cache_creation_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":7},"output_tokens":1,"output_tokens_details":{"thinking_tokens":1}} | 0.000003 | 0 | 0.000042 | 0.000015
        gemini      | thoughts apart | {"promptTokenCount":1000,"candidatesTokenCount":300,"thoughtsTokenCount":200,"totalTokenCount":1500} | 0.003 | 0 | 0 | 0.0075
        gemini      | cached         | {"promptTokenCount":1000,"cachedContentTokenCount":400,"candidatesTokenCount":500,"totalTokenCount":1500} | 0.0018 | 0.00012 | 0 | 0.0075
        gemini      | tools' prompt  | {"promptTokenCount":900,"toolUsePromptTokenCount":100,"candidatesTokenCount":500,"totalTokenCount":1500} | 0.003 | 0 | 0 | 0.0075
        deepseek    | hits, misses   | {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_cache_hit_tokens":704,"prompt_cache_miss_tokens":296,"completion_tokens_details":{"reasoning_tokens":450}} | 0.000888 | 0.0002112 | 0 | 0.0075
        qwen        | cache made     | {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":100,"cache_creation_input_tokens":200}} | 0.0021 | 0.00003 | 0.00075 | 0.0075
        xai         | reasoning apart| {"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":10},"completion_tokens_details":{"reasoning_tokens":400}} | 0.00297 | 0.000003 | 0 | 0.0075
        moonshot    | cached on top  | {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"cached_tokens":256} | 0.002232 | 0.0000768 | 0 | 0.0075
        openrouter  | hours          | {"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":300,"cache_creation_token_details":{"ephemeral_1h_input_tokens":100}}} | 0.0021 | 0 | 0.00135 | 0.0075
        zai         | cached exceeds | {"prompt_tokens":100,"completion_tokens":0,"total_tokens":100,"prompt_tokens_details":{"cached_tokens":128}} | 0 | 0.0000384 | 0 | 0
        """)
    void tokens_ofEveryKind_costWhatTheCatalogueSays(
            String provider,
            String kind,
            String usage,
            BigDecimal input,
            BigDecimal cached,
            BigDecimal written,
            BigDecimal output) {
        assertThat(both(provider, "money", Till.json(usage))).allSatisfy(told -> {
            Cost cost = told.cost().orElseThrow();
            assertThat(cost.currency()).isEqualTo("USD");
            assertThat(cost.catalogue()).isEqualTo(Till.VERSION);
            assertThat(cost.input()).isEqualByComparingTo(input);
            assertThat(cost.cachedInput()).isEqualByComparingTo(cached);
            assertThat(cost.cacheWrite()).isEqualByComparingTo(written);
            assertThat(cost.output()).isEqualByComparingTo(output);
            assertThat(cost.total())
                    .isEqualByComparingTo(input.add(cached).add(written).add(output));
            assertThat(told.estimated()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"200000, 0.6, 0.015", "200001, 1.200006, 0.0225"})
    void longPrompt_raisesTheWholeCallBeyondTheTier(int prompt, BigDecimal input, BigDecimal output) {
        assertThat(both("openai", "money", Till.json(OPENAI.formatted(prompt, 1000, prompt + 1000))))
                .allSatisfy(told -> {
                    assertThat(cost(told).input()).isEqualByComparingTo(input);
                    assertThat(cost(told).output()).isEqualByComparingTo(output);
                });
    }

    @Test
    void cache_risesWithTheTier() {
        JsonNode usage = Till.json("""
            {"input_tokens":1,"cache_creation_input_tokens":100000,"cache_read_input_tokens":100000,
             "cache_creation":{"ephemeral_5m_input_tokens":60000,"ephemeral_1h_input_tokens":40000},"output_tokens":0}\
            """);

        assertThat(both("anthropic", "money", usage)).allSatisfy(told -> {
            assertThat(cost(told).input()).isEqualByComparingTo("0.000006");
            assertThat(cost(told).cachedInput()).isEqualByComparingTo("0.06");
            assertThat(cost(told).cacheWrite()).isEqualByComparingTo("0.93");
        });
    }

    @Test
    void currency_isTheCataloguesAndSmallAmountsAreExact() {
        assertThat(both("qwen", "yuan", Till.json(OPENAI.formatted(1, 1, 2)))).allSatisfy(told -> {
            assertThat(cost(told).currency()).isEqualTo("CNY");
            assertThat(cost(told).input()).isEqualByComparingTo("0.00000015");
            assertThat(cost(told).total()).isEqualByComparingTo("0.00000075");
            assertThat(cost(told)).hasToString("0.00000075 CNY");
        });
    }

    @Test
    void zeroPrice_isACostOfZero() {
        assertThat(both("glm", "free", Till.json(OPENAI.formatted(9, 4, 13))))
                .allSatisfy(told -> assertThat(cost(told).total()).isZero());
    }

    @Test
    void unknownPrice_isNoCost() {
        assertThat(both("openai", "nobody-knows", Till.json(OPENAI.formatted(9, 4, 13))))
                .allSatisfy(told -> assertThat(told.cost()).isEmpty());
    }

    @Test
    void unknownPriceOfTheOutput_isNoCostIfThereWasAny() {
        assertThat(both("openai", "deaf", Till.json(OPENAI.formatted(9, 1, 10))))
                .allSatisfy(told -> assertThat(told.cost()).isEmpty());
        assertThat(both("openai", "deaf", Till.json(OPENAI.formatted(1000, 0, 1000))))
                .allSatisfy(told -> assertThat(cost(told).total()).isEqualByComparingTo("0.00002"));
    }

    @Test
    void modelUnderANameOfItsOwn_costsWhatTheAnsweredModelCosts() {
        Usage told = till.pricing.priced(
                Usage.of(1000, 0), Till.routed("azure", "my-deployment", ""), "money", Optional.empty());

        assertThat(cost(told).total()).isEqualByComparingTo("0.003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flex", "batch"})
    void slowTiers_costLess(String tier) {
        assertThat(tiered("openai", tier)).allSatisfy(told -> {
            assertThat(cost(told).input()).isEqualByComparingTo("0.0015");
            assertThat(cost(told).output()).isEqualByComparingTo("0.00375");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "auto", "standard", "on_demand", "scale"})
    void usualTiers_costTheUsual(String tier) {
        assertThat(tiered("openai", tier))
                .allSatisfy(told -> assertThat(cost(told).total()).isEqualByComparingTo("0.0105"));
    }

    @ParameterizedTest
    @CsvSource({"openai, priority", "openai, fast", "openai, brand-new", "anthropic, priority"})
    void otherTiers_haveNoKnownPrice(String provider, String tier) {
        assertThat(tiered(provider, tier))
                .allSatisfy(told -> assertThat(told.cost()).isEmpty());
    }

    @Test
    void batch_ofAnthropicCostsLess() {
        assertThat(tiered("anthropic", "batch"))
                .allSatisfy(told -> assertThat(cost(told).total()).isEqualByComparingTo("0.00525"));
    }

    @Test
    void fastMode_hasNoKnownPriceInAnyTier() {
        ObjectNode usage = (ObjectNode) Till.json("""
            {"input_tokens":1,"output_tokens":1,"service_tier":"standard","speed":"fast"}\
            """);

        assertThat(both("anthropic", "money", usage))
                .allSatisfy(told -> assertThat(told.cost()).isEmpty());
        assertThat(both("anthropic", "money", usage.put("speed", "standard")))
                .allSatisfy(told -> assertThat(told.cost()).isPresent());
    }

    @Test
    void slowTier_ofAModelWithoutADiscount_hasNoKnownPrice() {
        ObjectNode usage = (ObjectNode) Till.json(OPENAI.formatted(9, 4, 13));

        assertThat(both("openai", "yuan", usage.put("service_tier", "flex")))
                .allSatisfy(told -> assertThat(told.cost()).isEmpty());
    }

    private List<Usage> tiered(String provider, String tier) {
        String usage = provider.equals("anthropic")
                ? "{\"input_tokens\":1000,\"output_tokens\":500}"
                : OPENAI.formatted(1000, 500, 1500);
        return both(provider, "money", ((ObjectNode) Till.json(usage)).put("service_tier", tier));
    }

    private List<Usage> both(String provider, String model, JsonNode usage) {
        return List.of(till.whole(provider, model, usage), till.streamed(provider, model, usage));
    }

    private static Cost cost(Usage usage) {
        return usage.cost().orElseThrow();
    }
}
