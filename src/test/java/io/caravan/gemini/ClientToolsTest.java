package io.caravan.gemini;

import static io.caravan.gemini.ClientFixture.hello;
import static io.caravan.gemini.ClientFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientToolsTest {

    private static final Tool LOOK = new Tool.Function(
            "look",
            Optional.of("Looks"),
            Optional.of(json("{\"type\":\"object\",\"properties\":{\"at_place\":{\"type\":\"string\"}}}")),
            Optional.empty());
    private static final Tool HEAR =
            new Tool.Function("hear", Optional.empty(), Optional.of(json("{\"type\":\"object\"}")), Optional.empty());
    private static final String BOTH = """
        ,"tools":[{"function_declarations":[{"name":"look","description":"Looks",
          "parameters":{"type":"OBJECT","properties":{"at_place":{"type":"STRING"}}}},
          {"name":"hear","parameters_json_schema":{"type":"object"}}]}]\
        """;

    @Test
    void functionsAndGooglesOwnTools_areTools() {
        assertThat(hello("""
            ,"tools":[{"functionDeclarations":[{"name":"feel"}],"googleSearch":{}},{"code_execution":{}}]\
            """).tools())
                .isEqualTo(new Tools(
                        List.of(
                                new Tool.Function("feel", Optional.empty(), Optional.empty(), Optional.empty()),
                                new Tool.Other(json("{\"type\":\"googleSearch\",\"googleSearch\":{}}")),
                                new Tool.Other(json("{\"type\":\"codeExecution\",\"codeExecution\":{}}"))),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(hello(BOTH).tools()).isEqualTo(new Tools(List.of(LOOK, HEAR), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        AUTO      | Auto
        VALIDATED | Auto
        ANY       | Required
        NONE      | None
        """)
    void mode_isAChoice(String mode, String choice) {
        Tools tools = hello(BOTH + ",\"tool_config\":{\"function_calling_config\":{\"mode\":\"" + mode + "\"}}")
                .tools();

        assertThat(tools.choice().orElseThrow().getClass().getSimpleName()).isEqualTo(choice);
        assertThat(tools.definitions()).containsExactly(LOOK, HEAR);
    }

    @Test
    void allowedFunctions_areAllThatThereIs() {
        String config = ",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[%s]}}";

        assertThat(hello(BOTH + config.formatted("\"hear\"")).tools())
                .isEqualTo(new Tools(List.of(HEAR), Optional.of(new ToolChoice.Named("hear")), Optional.empty()));
        assertThat(hello(BOTH + config.formatted("\"hear\",\"look\"")).tools())
                .isEqualTo(new Tools(List.of(LOOK, HEAR), Optional.of(new ToolChoice.Required()), Optional.empty()));
    }

    @Test
    void unspecifiedMode_isNoChoice() {
        assertThat(hello(",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"MODE_UNSPECIFIED\"}}")
                        .tools())
                .isEqualTo(Tools.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"type":"STRING","nullable":true,"enum":["a"]}        | {"type":["string","null"],"enum":["a",null]}
        {"type":"STRING","nullable":false,"format":"enum"}    | {"type":"string"}
        {"type":"STRING","format":"date-time"}                | {"type":"string","format":"date-time"}
        {"type":["string","null"]}                            | {"type":["string","null"]}
        {"type":"TYPE_UNSPECIFIED","title":"A"}               | {"title":"A"}
        {"type":"ARRAY","min_items":"1","maxItems":"3","items":{"type":"NUMBER"}} | {"type":"array","minItems":1,"maxItems":3,"items":{"type":"number"}}
        {"type":"ARRAY","maxItems":3,"minLength":"many"}      | {"type":"array","maxItems":3,"minLength":"many"}
        {"any_of":[{"type":"STRING"}],"nullable":true}        | {"anyOf":[{"type":"string"},{"type":"null"}]}
        {"properties":{"nullable":{"type":"BOOLEAN"},"a_b":{"type":"INTEGER"}}} | {"properties":{"nullable":{"type":"boolean"},"a_b":{"type":"integer"}}}
        {"defs":{"a":{"type":"STRING"}},"additionalProperties":false} | {"$defs":{"a":{"type":"string"}},"additionalProperties":false}
        {"additionalProperties":{"type":"STRING"},"propertyOrdering":["a"]} | {"additionalProperties":{"type":"string"},"propertyOrdering":["a"]}
        {"prefixItems":[{"type":"STRING"}],"oneOf":[],"allOf":[{"type":"OBJECT"}]} | {"prefixItems":[{"type":"string"}],"oneOf":[],"allOf":[{"type":"object"}]}
        """)
    void schemaInGooglesForm_becomesJsonSchema(String schema, String expected) {
        assertThat(ClientSchema.of(json(schema))).isEqualTo(json(expected));
    }
}
