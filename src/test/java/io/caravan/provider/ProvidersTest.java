package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {

    private final Providers providers = new Providers();

    @BeforeEach
    void register() {
        providers.replace(List.of(
                provider("openai", Optional.of("key"), "", "gpt-*", "o#", "o#-*", "ft:gpt-*"),
                provider("anthropic", Optional.of("key"), "", "claude-*"),
                provider("gemini", Optional.of("key"), "google", "gemini-*"),
                provider("silicon", Optional.of("key"), "siliconflow"),
                provider("deepseek", Optional.empty(), "", "deepseek-*")));
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, openai, gpt-4o",
        "OpenAI/gpt-4o, openai, gpt-4o",
        "anthropic/claude-3-opus, anthropic, claude-3-opus",
        "google/gemini-2.5-pro, gemini, gemini-2.5-pro",
        "silicon/deepseek-ai/DeepSeek-V3, silicon, deepseek-ai/DeepSeek-V3",
        "siliconflow/openai/x, silicon, openai/x",
        "gpt-4o, openai, gpt-4o",
        "GPT-4o, openai, GPT-4o",
        "o1, openai, o1",
        "o3-mini, openai, o3-mini",
        "ft:gpt-4o:acme, openai, ft:gpt-4o:acme",
        "claude-sonnet-4-5, anthropic, claude-sonnet-4-5",
        "gemini-1.5-pro, gemini, gemini-1.5-pro",
    })
    void knownName_goesToItsProviderWithoutThePrefix(String model, String provider, String upstream) {
        RoutedRequest routed = providers.route(request(model));

        assertThat(routed.provider().id()).isEqualTo(provider);
        assertThat(routed.model()).isEqualTo(upstream);
    }

    @ParameterizedTest
    @CsvSource({"foo/bar", "llama", "openai/", "/gpt-4o", "ox", "o"})
    void unknownName_isRefusedByName(String model) {
        assertThatThrownBy(() -> providers.route(request(model)))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_MODEL))
                .hasMessageContaining("Model " + model + " is not supported");
    }

    @Test
    void providerWithoutKey_isRefusedWithTheVariable() {
        GatewayException refused =
                catchThrowableOfType(GatewayException.class, () -> providers.route(request("deepseek-chat")));

        assertThat(refused.code()).isEqualTo(ErrorCode.NOT_CONFIGURED);
        assertThat(refused.getMessage())
                .isEqualTo("Model deepseek-chat is not configured. Check .env file variable: DEEPSEEK_API_KEY");
        assertThat(refused.origin().orElseThrow().provider()).isEqualTo("deepseek");
    }

    @ParameterizedTest
    @CsvSource({
        "ERNIE-4.0-8K, true, true, ernie-legacy",
        "ERNIE-4.0-8K, true, false, ernie",
        "ERNIE-4.0-8K, false, true, ernie-legacy",
        "ERNIE-4.0-8K, false, false, ernie-legacy",
        "ernie-4.0-8k, true, true, ernie",
        "ernie-4.0-8k, false, true, ernie-legacy",
        "ernie-4.0-8k, true, false, ernie",
        "ernie-4.0-8k, false, false, ernie",
        "ernie-x1, false, true, ernie-legacy",
        "ernie/ernie-4.0-8k, true, true, ernie",
        "ernie-legacy/ernie-4.0-8k, true, true, ernie-legacy"
    })
    void bareNameOfTwoProviders_goesToTheOneThatHasAKeyAndListsIt(
            String model, boolean newer, boolean older, String provider) {
        Provider ernie = provider("ernie", Optional.of("key").filter(_ -> newer), "", "ernie*");
        Provider legacy =
                provider("ernie-legacy", Optional.of("a b").filter(_ -> older), "", "ERNIE-4.0-8K", "ernie-*");
        for (List<Provider> order : List.of(List.of(ernie, legacy), List.of(legacy, ernie))) {
            providers.replace(order);
            assertThat(chosen(model)).isEqualTo(provider);
        }
    }

    private String chosen(String model) {
        try {
            return providers.route(request(model)).provider().id();
        } catch (GatewayException notConfigured) {
            return notConfigured.origin().orElseThrow().provider();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,             gpt-4o",
        "nobodys,            anthropic/nobodys",
        "openai/gpt-4o,      openai/gpt-4o",
        "nobody/has-this,    nobody/has-this"
    })
    void bareNameThatIsNobodys_isOneProviders(String model, String expected) {
        assertThat(providers.owned(request(model), "anthropic")).isEqualTo(request(expected));
    }

    private static Provider provider(String id, Optional<String> key, String alias, String... patterns) {
        return new Provider(
                id,
                alias.isEmpty() ? List.of() : List.of(alias),
                Arrays.stream(patterns).map(ModelPattern::of).toList(),
                List.of(id.toUpperCase(Locale.ROOT) + "_API_KEY"),
                key,
                false,
                "https://" + id + ".example/v1",
                Quirks.NONE);
    }

    private static ChatRequest request(String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return ChatRequestReader.read(body);
    }
}
