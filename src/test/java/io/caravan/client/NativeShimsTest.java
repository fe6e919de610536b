package io.caravan.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeShimsTest {

    private final NativeShims shims = new NativeShims();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        []                          | body: must be a JSON object
        {}                          | model is required
        {"model":null}              | model is required
        {"model":" "}               | model is required
        {"model":"m"}               | messages are required
        {"model":"m","messages":[]} | messages are required
        """)
    void bodyWithoutItsEssentials_isRefusedInKnownWords(String body, String sentence) {
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> shims.checked(json(body), "messages"));

        assertThat(refusal).hasMessage(sentence);
        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
    }

    @Test
    void bodyWithItsEssentials_isTakenAsItIs() throws JsonProcessingException {
        JsonNode body = json("{\"model\":\"m\",\"contents\":[1]}");

        assertThat(shims.checked(body, "contents")).isSameAs(body);
    }

    @Test
    void closedEntrance_pointsToTheOneToUse() {
        GatewayException gone = catchThrowableOfType(GatewayException.class, () -> shims.closed("gemini"));
        GatewayException none = catchThrowableOfType(GatewayException.class, () -> shims.closed("acme"));

        assertThat(gone.code()).isEqualTo(ErrorCode.GONE);
        assertThat(gone)
                .hasMessage("/llm/gemini/generate is closed, use /llm/generate with the model gemini/… and messages");
        assertThat(none.code()).isEqualTo(ErrorCode.NO_SUCH_PATH);
        assertThat(none).hasMessage("/llm/acme/generate does not exist");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
