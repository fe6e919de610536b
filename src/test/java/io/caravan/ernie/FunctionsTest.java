package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static io.caravan.ernie.ErnieFixture.body;
import static io.caravan.ernie.ErnieFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    private static final String ONE = "{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}}";
    private static final String TWO =
            "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"Tells the weather\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}},"
                    + "\"strict\":true}}";

    @Test
    void functions_haveADescriptionAndParameters() {
        assertThat(body(ask(",\"tools\":[" + ONE + "," + TWO + "]"))).isEqualTo(json("""
            {"messages":[{"role":"user","content":"Hi"}],"functions":[\
            {"name":"get_time","description":"get_time","parameters":{"type":"object","properties":{}}},\
            {"name":"get_weather","description":"Tells the weather",\
            "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]}\
            """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
        "auto"     | -                                                      | -
        {"type":"function","function":{"name":"get_time"}} | {"type":"function","function":{"name":"get_time"}} | -
        "required" | -                                                      | tool_choice
        {"type":"allowed_tools"} | -                                        | tool_choice
        """)
    void choiceAmongTwo_isSaidOrReported(String choice, String said, String dropped) {
        var routed = ask(",\"tools\":[" + ONE + "," + TWO + "],\"tool_choice\":" + choice);

        assertThat(body(routed).path("functions")).hasSize(2);
        assertThat(body(routed).get("tool_choice")).isEqualTo(said == null ? null : json(said));
        assertThat(ErnieFixture.TRANSFORMER.request(routed).dropped())
                .isEqualTo(dropped == null ? Set.of() : Set.of(dropped));
    }

    @Test
    void requiredChoiceOfOne_isThatOne() {
        var routed = ask(",\"tools\":[" + ONE + "],\"tool_choice\":\"required\",\"parallel_tool_calls\":false");

        assertThat(body(routed).path("tool_choice"))
                .isEqualTo(json("{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}}"));
        assertThat(ErnieFixture.TRANSFORMER.request(routed).dropped()).isEmpty();
    }

    @Test
    void choiceOfNone_leavesNoFunctions() {
        var routed = ask(",\"tools\":[" + ONE + "],\"tool_choice\":\"none\"");
        JsonNode body = body(routed);

        assertThat(body).isEqualTo(body(ask("")));
        assertThat(ErnieFixture.TRANSFORMER.request(routed).dropped()).isEmpty();
    }

    @Test
    void choiceWithoutFunctions_isNothing() {
        assertThat(body(ask(",\"tool_choice\":\"required\""))).isEqualTo(body(ask("")));
    }

    @Test
    void otherTool_isRefused() {
        GatewayException refusal = catchThrowableOfType(
                GatewayException.class, () -> body(ask(",\"tools\":[" + ONE + ",{\"type\":\"web_search\"}]")));

        assertThat(refusal.fields()).containsExactly(new FieldError("tools.1", "ERNIE knows functions only"));
    }
}
