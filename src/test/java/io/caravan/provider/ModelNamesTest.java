package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names under which models are asked for, allowed and bounded. */
class ModelNamesTest {

    private static final Aliases ALIASES =
            new Aliases(Clauses.pairs("fast=openai/gpt-4o-mini, lost=nobody/x, far=lost, ark/doubao-pro=ark/ep-2024,"
                    + " my-*=anthropic/claude-*, gpt-5=azure/five"));

    @ParameterizedTest
    @CsvSource({
        "fast,                 openai,   gpt-4o-mini",
        "FAST,                 openai,   gpt-4o-mini",
        "my-opus-5,            anthropic, claude-opus-5",
        "ark/doubao-pro,       ark,      ep-2024",
        "ark/doubao-lite,      ark,      doubao-lite",
        "qwen/deepseek-v3,     qwen,     deepseek-v3",
        "deepseek-v3,          deepseek, deepseek-v3",
        "gpt-5,                azure,    five",
        "openai/gpt-5,         openai,   gpt-5"
    })
    void name_leadsToItsProviderAndItsNameThere(String model, String provider, String upstream) {
        RoutedRequest routed = providers("").route(request(model, ""));

        assertThat(routed.provider().id()).isEqualTo(provider);
        assertThat(routed.model()).isEqualTo(upstream);
        assertThat(routed.chat().model()).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({"lost, nobody/x", "far, nobody/x", "Far, nobody/x"})
    void aliasOfNothing_isRefusedByBothNames(String alias, String target) {
        GatewayException refused = refused(providers(""), alias);

        assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);
        assertThat(refused.getMessage())
                .isEqualTo("Model " + alias + " is not supported: it is an alias of " + target
                        + ", which nobody has. Write it as provider/model with one of: "
                        + "anthropic, ark, azure, deepseek, gemini, groq, openai, qwen");
    }

    @Test
    void bareAlias_isNotTakenForAModelOfOneProviders() {
        Providers providers = providers("");

        assertThat(providers.owned(request("my-opus-5", ""), "openai").model()).isEqualTo("my-opus-5");
        assertThat(providers.owned(request("lost", ""), "openai").model()).isEqualTo("lost");
        assertThat(providers.owned(request("other", ""), "openai").model()).isEqualTo("openai/other");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,             gpt-4o,          true",
        "gpt-4o,             GPT-4o,          true",
        "gpt-4o,             openai/gpt-4o,   true",
        "gpt-4o,             azure/gpt-4o,    false",
        "gpt-4o,             gpt-4o-mini,     false",
        "openai/gpt-4o,      gpt-4o,          true",
        "openai/gpt-4o,      OpenAI/gpt-4o,   true",
        "gpt-*,              openai/gpt-4o,   true",
        "gpt-*,              azure/gpt-4o,    false",
        "openai/*,           gpt-4o,          true",
        "openai/*,           fast,            true",
        "openai/gpt-4o-mini, fast,            true",
        "fast,               fast,            true",
        "fast,               gpt-4o-mini,     false",
        "fast,               openai/gpt-4o-mini, false",
        "my-*,               my-opus-5,       true",
        "my-*,               claude-opus-5,   false",
        "google/*,           gemini-pro,      true",
        "google/gemini-pro,  gemini/gemini-pro, true",
        "deepseek-v3,        qwen/deepseek-v3, false",
        "deepseek-v3,        deepseek/deepseek-v3, true",
        "gpt-5,              gpt-5,           true",
        "gpt-5,              azure/five,      false",
        "gpt-5,              openai/gpt-5,    false",
        "azure/five,         gpt-5,           true",
        "*,                  ark/ep-1,        true"
    })
    void model_isAllowedByAnyOfItsNames(String allowed, String asked, boolean passes) {
        Providers providers = providers(allowed);
        if (passes) {
            assertThat(providers.route(request(asked, "")).chat().model()).isEqualTo(asked);
            return;
        }
        GatewayException refused = refused(providers, asked);
        assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);
        assertThat(refused.getMessage())
                .isEqualTo("Model " + asked + " is not supported: it is none of the models that may be used here");
    }

    @Test
    void modelOfAProviderWithoutAKey_isRefusedAsNotAllowedFirst() {
        assertThat(refused(providers("gpt-4o"), "llama-4").code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);
        assertThat(refused(providers("llama-*"), "llama-4").code()).isEqualTo(ErrorCode.NOT_CONFIGURED);
    }

    @Test
    void embeddings_areAllowedOrNotAsChatIs() {
        EmbeddingRequest request = new EmbeddingRequest(
                "openai/text-embedding-3-small",
                List.of(new EmbeddingInput.Text("Hi")),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Map.of());

        assertThat(catchThrowableOfType(
                                GatewayException.class,
                                () -> providers("gpt-4o").route(request))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_MODEL);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,               '', 200, ",
        "openai/gpt-4o,        '', 200, ",
        "azure/gpt-4o,         '', , ",
        "fast,                 '', 50, ",
        "gpt-4o-mini,          '', 100, ",
        "claude-opus-5,        '', 70, ",
        "my-opus-5,            '', 70, ",
        "claude-old-1,         '', 60, ",
        "gpt-4o,               '\"max_tokens\":199', 199, ",
        "gpt-4o,               '\"max_tokens\":201', 200, ",
        "gpt-4o,               '\"max_completion_tokens\":201', , 200",
        "gpt-4o,               '\"max_tokens\":9,\"max_completion_tokens\":300', 9, 200",
        "azure/gpt-4o,         '\"max_tokens\":9999', 9999, "
    })
    void request_hasNoHigherLimitThanItsModelMayHave(
            String model, String limit, @Nullable Integer maxTokens, @Nullable Integer maxCompletionTokens) {
        Providers providers = providers("");
        Ceilings ceilings = new Ceilings(
                Map.of("gpt-4o", 200, "openai/gpt-4o-mini", 100, "FAST", 50, "claude-*", 70, "claude-old*", 60));

        OutputLimit lowered = ceilings.lower(providers.route(request(model, limit)), providers)
                .chat()
                .limit();

        assertThat(lowered).isEqualTo(new OutputLimit(number(maxTokens), number(maxCompletionTokens)));
    }

    @Test
    void noCeiling_leavesTheRequestAsItIs() {
        Providers providers = providers("");
        RoutedRequest routed = providers.route(request("gpt-4o", "\"max_tokens\":99999"));

        assertThat(Ceilings.NONE.lower(routed, providers)).isSameAs(routed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void ceiling_belowOne_isRefused(int tokens) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ceilings(Map.of("gpt-4o", tokens)))
                .withMessage("the tokens of gpt-4o must be a whole number of 1 or more, not \"" + tokens + "\"");
        assertThat(new Ceilings(Map.of("gpt-4o", 1))).isNotNull();
    }

    private static OptionalInt number(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static GatewayException refused(Providers providers, String model) {
        return catchThrowableOfType(GatewayException.class, () -> providers.route(request(model, "")));
    }

    private static Providers providers(String allowed) {
        Providers providers = new Providers(ALIASES, new AllowedModels(Clauses.divided(allowed, ","), List.of()));
        providers.replace(List.of(
                provider("openai", Optional.of("key"), "", "gpt-*"),
                provider("azure", Optional.of("key"), ""),
                provider("anthropic", Optional.of("key"), "", "claude-*"),
                provider("gemini", Optional.of("key"), "google", "gemini-*"),
                provider("groq", Optional.empty(), "", "llama-*"),
                provider("ark", Optional.of("key"), "volcengine"),
                provider("qwen", Optional.of("key"), ""),
                provider("deepseek", Optional.of("key"), "", "deepseek-*")));
        return providers;
    }

    private static Provider provider(String id, Optional<String> key, String alias, String... patterns) {
        return new Provider(
                id,
                Clauses.divided(alias, ","),
                Arrays.stream(patterns).map(ModelPattern::of).toList(),
                List.of(),
                key,
                false,
                "https://" + id + ".example",
                Quirks.NONE);
    }

    private static ChatRequest request(String model, String more) {
        try {
            return ChatRequestReader.read(new JsonMapper()
                    .readTree("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
                            + (more.isEmpty() ? "" : "," + more) + "}"));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
