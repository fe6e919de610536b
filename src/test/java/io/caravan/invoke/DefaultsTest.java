package io.caravan.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.settings.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void nothingSet_isNoModelAndALowTemperature() {
        assertThat(defaults(Map.of())).isEqualTo(new Defaults(Optional.empty(), 0.3));
    }

    @Test
    void bothSet_areTaken() {
        assertThat(defaults(Map.of("DEFAULT_LLM_MODEL", " openai/gpt-4o ", "DEFAULT_LLM_TEMPERATURE", "0")))
                .isEqualTo(new Defaults(Optional.of("openai/gpt-4o"), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "-0.1", "2.1", "NaN"})
    void temperature_thatIsNone_isToldAtOnce(String temperature) {
        assertThatThrownBy(() -> defaults(Map.of("DEFAULT_LLM_TEMPERATURE", temperature)))
                .hasMessageContaining("DEFAULT_LLM_TEMPERATURE")
                .hasMessageContaining(temperature);
    }

    @Test
    void request_withoutAModel_takesTheDefault() throws Exception {
        InvokeTransformer transformer =
                new InvokeTransformer(JSON, new Defaults(Optional.of("anthropic/claude-sonnet-4-5"), 0.8));
        ChatRequest request = transformer.invoke(JSON.readTree("{\"message\":\"Hello\",\"model\":null}"));

        assertThat(request.model()).isEqualTo("anthropic/claude-sonnet-4-5");
        assertThat(request.sampling().temperature()).hasValue(0.8);
    }

    private static Defaults defaults(Map<String, String> values) {
        return Defaults.of(new Variables(_ -> Optional.empty(), List.of(values)));
    }
}
