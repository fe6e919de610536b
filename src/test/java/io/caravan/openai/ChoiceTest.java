package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {

    private static final String TOOLS = """
        "parallel_tool_calls": true, "tools": [{"type": "function", "function": {"name": "f"}},
                                               {"type": "function", "function": {"name": "g"}}]\
        """;
    private static final String NAMED = """
        {"type": "function", "function": {"name": "g"}}\
        """;

    /** What is sent: the choice, the names of the tools, and whether the model is asked in words. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        glm       | auto     | auto     | f g | false
        glm       | none     |          |     | false
        glm       | required | auto     | f g | true
        glm       | named    | auto     | g   | true
        qwen      | none     | none     | f g | false
        qwen      | required | auto     | f g | true
        qwen      | named    | named    | f g | false
        moonshot  | required | auto     | f g | true
        mistral   | required | any      | f g | false
        mistral   | named    | any      | g   | false
        fireworks | required | any      | f g | false
        fireworks | named    | named    | f g | false
        deepseek  | required | required | f g | false
        """)
    void choice_isSaidAsTheProviderKnowsIt(
            String provider, String choice, String sentChoice, String tools, boolean asked) {
        JsonNode sent = Wire.to(provider).sentWith("m", TOOLS + ", \"tool_choice\": " + json(choice));
        assertThat(sent.path("tool_choice"))
                .isEqualTo(sentChoice == null ? Wire.json("{}").path("x") : Wire.json(json(sentChoice)));
        assertThat(String.join(" ", sent.path("tools").findValuesAsText("name")))
                .isEqualTo(tools == null ? "" : tools);
        assertThat(sent.path("messages").size()).isEqualTo(asked ? 2 : 1);
        assertThat(sent.path("messages").path(1).path("content").asText())
                .isEqualTo(asked ? "Call one of the tools." : "");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        glm       | auto     | auto     | g
        glm       | required | auto     | g
        groq      | auto     | auto     | g
        groq      | required | required | g
        mistral   | required | any      | g
        """)
    void allowedTools_areTheOnlyOnesSent(String provider, String mode, String sentChoice, String tools) {
        for (String tool : List.of(NAMED, "{\"type\": \"function\", \"name\": \"g\"}")) {
            String allowed = "{\"mode\": \"" + mode + "\", \"tools\": [" + tool + "]}";
            JsonNode sent = Wire.to(provider)
                    .sentWith(
                            "m",
                            TOOLS + ", \"tool_choice\": {\"type\": \"allowed_tools\", \"allowed_tools\": " + allowed
                                    + "}");
            assertThat(sent.path("tool_choice").textValue()).isEqualTo(sentChoice);
            assertThat(String.join(" ", sent.path("tools").findValuesAsText("name")))
                    .isEqualTo(tools);
        }
    }

    @Test
    void choice_thatOnlyTheProviderCanKnow_isLeftAlone() {
        String choice = "{\"type\": \"custom\", \"custom\": {\"name\": \"c\"}}";
        JsonNode sent = Wire.to("glm").sentWith("m", TOOLS + ", \"tool_choice\": " + choice);
        assertThat(sent.path("tool_choice")).isEqualTo(Wire.json(choice));
        assertThat(sent.path("tools")).hasSize(2);
    }

    private static String json(String choice) {
        return choice.equals("named") ? NAMED : "\"" + choice + "\"";
    }
}
