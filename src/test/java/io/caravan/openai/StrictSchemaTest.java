package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictSchemaTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        object without properties | {"type":"object"} | {"type":"object","additionalProperties":false}
        required property | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"]} \
          | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}
        optional property | {"type":"object","properties":{"a":{"type":"string","minLength":2}},"additionalProperties":true} \
          | {"type":"object","properties":{"a":{"type":["string","null"],"minLength":2}},"required":["a"],\
        "additionalProperties":false}
        optional of several types | {"properties":{"a":{"type":["string","integer"]}}} \
          | {"properties":{"a":{"type":["string","integer","null"]}},"required":["a"],"additionalProperties":false}
        optional that may be null | {"properties":{"a":{"type":["string","null"]},"b":{}}} \
          | {"properties":{"a":{"type":["string","null"]},"b":{}},"required":["a","b"],"additionalProperties":false}
        optional of an enumeration | {"properties":{"a":{"type":"string","enum":["x"]},"b":{"enum":["x"]}}} \
          | {"properties":{"a":{"type":["string","null"],"enum":["x",null]},\
        "b":{"anyOf":[{"enum":["x"]},{"type":"null"}]}},"required":["a","b"],"additionalProperties":false}
        optional enumeration that misses its null | {"properties":{"a":{"type":["string","null"],"enum":["x"]}}} \
          | {"properties":{"a":{"type":["string","null"],"enum":["x",null]}},"required":["a"],"additionalProperties":false}
        optional enumeration that misses its type | {"properties":{"a":{"type":"string","enum":["x",null]}}} \
          | {"properties":{"a":{"type":["string","null"],"enum":["x",null]}},"required":["a"],"additionalProperties":false}
        optional choice | {"properties":{"a":{"anyOf":[{"type":"string"}],"title":"A"}}} \
          | {"properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}],"title":"A"}},"required":["a"],\
        "additionalProperties":false}
        optional choice with null | {"properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]}}} \
          | {"properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["a"],"additionalProperties":false}
        optional oneOf | {"properties":{"a":{"oneOf":[{"type":"string"},{"type":"number"}]}}} \
          | {"properties":{"a":{"anyOf":[{"type":"string"},{"type":"number"},{"type":"null"}]}},"required":["a"],\
        "additionalProperties":false}
        optional constant | {"properties":{"a":{"type":"string","const":"x"}}} \
          | {"properties":{"a":{"anyOf":[{"type":"string","const":"x"},{"type":"null"}]}},"required":["a"],\
        "additionalProperties":false}
        optional reference | {"properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"object"}}} \
          | {"properties":{"a":{"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}},"required":["a"],\
        "additionalProperties":false,"$defs":{"A":{"type":"object","additionalProperties":false}}}
        optional type and choice | {"properties":{"a":{"type":"string","anyOf":[{"minLength":1}]}}} \
          | {"properties":{"a":{"anyOf":[{"type":"string","anyOf":[{"minLength":1}]},{"type":"null"}]}},\
        "required":["a"],"additionalProperties":false}
        optional anything | {"properties":{"a":true}} \
          | {"properties":{"a":true},"required":["a"],"additionalProperties":false}
        object or null | {"type":["object","null"],"properties":{}} \
          | {"type":["object","null"],"properties":{},"required":[],"additionalProperties":false}
        nested | {"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"object"}},"required":["b"]}},\
        "required":["a"]} \
          | {"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"object",\
        "additionalProperties":false}},"required":["b"],"additionalProperties":false}},"required":["a"],\
        "additionalProperties":false}
        items | {"type":"array","items":{"type":"object"}} \
          | {"type":"array","items":{"type":"object","additionalProperties":false}}
        list of items | {"type":"array","items":[{"type":"object"},{"type":"string"}]} \
          | {"type":"array","items":[{"type":"object","additionalProperties":false},{"type":"string"}]}
        prefixItems | {"prefixItems":[{"type":"object"}]} \
          | {"prefixItems":[{"type":"object","additionalProperties":false}]}
        anyOf | {"anyOf":[{"type":"object"},{"type":"null"}]} \
          | {"anyOf":[{"type":"object","additionalProperties":false},{"type":"null"}]}
        oneOf | {"oneOf":[{"type":"object"}]} | {"anyOf":[{"type":"object","additionalProperties":false}]}
        oneOf beside anyOf | {"oneOf":[{"type":"object"}],"anyOf":[true]} \
          | {"oneOf":[{"type":"object","additionalProperties":false}],"anyOf":[true]}
        allOf | {"allOf":[{"type":"object"}]} | {"allOf":[{"type":"object","additionalProperties":false}]}
        not | {"not":{"type":"object"}} | {"not":{"type":"object","additionalProperties":false}}
        patternProperties | {"patternProperties":{"^a":{"type":"object"}}} \
          | {"patternProperties":{"^a":{"type":"object","additionalProperties":false}}}
        definitions | {"definitions":{"A":{"type":"object"}}} \
          | {"definitions":{"A":{"type":"object","additionalProperties":false}}}
        names not known beforehand | {"type":"object","additionalProperties":{"type":"string"}} \
          | {"type":"object","additionalProperties":{"type":"string"}}
        nonsense | {"type":7,"properties":[],"required":"a","anyOf":{},"$defs":3} \
          | {"type":7,"properties":[],"required":"a","anyOf":{},"$defs":3}
        boolean | true | true
        """)
    void schema_isCompleted(String kind, String given, String completed) {
        JsonNode schema = Wire.json(given);
        assertThat(StrictSchema.of(schema)).isEqualTo(Wire.json(completed));
        assertThat(schema).isEqualTo(Wire.json(given));
    }

    @Test
    void schema_thatConforms_staysAsItIs() {
        String conforming = """
            {"type":"object","properties":{"b":{"type":"string"},"a":{"type":["null","integer"]},
              "c":{"type":"array","items":{"$ref":"#"}}},"required":["c","b","a"],"additionalProperties":false}\
            """;
        assertThat(StrictSchema.of(Wire.json(conforming)).toString())
                .isEqualTo(Wire.json(conforming).toString());
    }

    @Test
    void completion_twice_changesNothingMore() {
        JsonNode once = StrictSchema.of(Wire.json("""
            {"properties":{"a":{"type":"string","enum":["x"]},"b":{"$ref":"#"},"c":{"properties":{"d":{"type":"null"}}}}}\
            """));
        assertThat(StrictSchema.of(once)).isEqualTo(once);
    }

    @Test
    void answersSchema_thatIsStrict_isCompletedForOpenAi() {
        assertThat(format("openai", "true")).isEqualTo(Wire.json("""
            {"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}\
            """));
        assertThat(format("azure", "true")).isEqualTo(format("openai", "true"));
    }

    @ParameterizedTest
    @CsvSource({"openai, false", "openai, null", "groq, true", "openrouter, true"})
    void answersSchema_thatIsNotStrictOrForOthers_staysAsItIs(String provider, String strict) {
        assertThat(format(provider, strict)).isEqualTo(Wire.json("""
            {"type":"object","properties":{"a":{"type":"string"}}}\
            """));
    }

    private static JsonNode format(String provider, String strict) {
        return Wire.to(provider).sentWith("gpt-4o", """
            "response_format": {"type": "json_schema", "json_schema": {"name": "n", "strict": %s, "schema":
              {"type":"object","properties":{"a":{"type":"string"}}}}}\
            """.formatted(strict)).at("/response_format/json_schema/schema");
    }

    @Test
    void jsonModeWithASchema_isStrict() {
        JsonNode sent = Wire.to("openai").sentWith("gpt-4o", """
            "json_mode": true, "json_schema": {"type":"object","properties":{"a":{"type":"string"}}}\
            """);
        assertThat(sent.at("/response_format/json_schema")).isEqualTo(Wire.json("""
            {"name": "response_schema", "strict": true, "schema": {"type":"object",
              "properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}}\
            """));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void parameters_ofStrictFunctions_areCompleted(boolean strict) {
        JsonNode sent = Wire.to("openai").sentWith("gpt-4o", """
            "tools": [{"type": "function", "function": {"name": "f", "strict": %s, "parameters": {"type": "object"}}},
                      {"type": "function", "function": {"name": "g", "strict": true}}, {"type": "custom"}]\
            """.formatted(strict));
        assertThat(sent.at("/tools/0/function/parameters").has("additionalProperties"))
                .isEqualTo(strict);
        assertThat(sent.at("/tools/1")).isEqualTo(Wire.json("""
            {"type": "function", "function": {"name": "g", "strict": true}}\
            """));
        assertThat(sent.at("/tools/2")).isEqualTo(Wire.json("{\"type\": \"custom\"}"));
    }
}
