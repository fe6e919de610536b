package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final String ROOT = "/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/";

    @ParameterizedTest
    @CsvSource({
        "ERNIE-4.0-8K, completions_pro",
        "ernie-4.0-8k, completions_pro",
        "ERNIE-4.0-8K-Latest, ernie-4.0-8k-latest",
        "ERNIE-4.0-8K-Preview, ernie-4.0-8k-preview",
        "ERNIE-4.0-8K-Preview-0518, completions_adv_pro",
        "ERNIE-4.0-8K-0329, ernie-4.0-8k-0329",
        "ERNIE-4.0-8K-0104, ernie-4.0-8k-0104",
        "ERNIE-4.0-Turbo-8K, ernie-4.0-turbo-8k",
        "ERNIE-3.5-8K, completions",
        "ERNIE-3.5-8K-0205, ernie-3.5-8k-0205",
        "ERNIE-3.5-128K, ernie-3.5-128k",
        "ERNIE-Speed-8K, ernie_speed",
        "ERNIE-Speed-128K, ernie-speed-128k",
        "ERNIE-Speed-Pro-128K, ernie-speed-pro-128k",
        "ERNIE-Lite-8K-0922, eb-instant",
        "ERNIE-Lite-8K-0308, ernie-lite-8k",
        "ERNIE-Lite-8K, ernie-lite-8k",
        "ERNIE-Tiny-8K, ernie-tiny-8k",
        "ERNIE-Character-8K, ernie-char-8k",
        "ERNIE-Functions-8K, ernie-func-8k",
        "My_Own.Model, my_own.model"
    })
    void model_isItsAddress(String model, String endpoint) {
        assertThat(path(model, "24.token")).isEqualTo(ROOT + endpoint + "?access_token=24.token");
    }

    @Test
    void token_isEncoded() {
        assertThat(path("ERNIE-3.5-8K", "a+b/c=&d")).isEqualTo(ROOT + "completions?access_token=a%2Bb%2Fc%3D%26d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../token", "a/b", "a?b", "a b", "模型"})
    void nameThatCouldLeadElsewhere_isRefused(String model) {
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> path(model, "x"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal.fields().getFirst().path()).isEqualTo("model");
    }

    private static String path(String model, String token) {
        RoutedRequest routed = ask(model, token, "[{\"role\":\"user\",\"content\":\"Hi\"}]", "");
        return ErnieFixture.TRANSFORMER.request(routed).path();
    }
}
