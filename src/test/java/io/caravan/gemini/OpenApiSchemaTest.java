package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiSchemaTest {

    private static final String PATH = "tools.2.function.parameters";

    /** Schemas on the left, what becomes of them on the right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "string"}                                    | {"type": "string"}
        {"type": ["string", "null"]}                          | {"type": "string", "nullable": true}
        {"type": ["null"]}                                    | {"nullable": true}
        {"type": "null"}                                      | {"type": "null"}
        {"type": ["string", "integer"], "title": "T"}         | {"anyOf": [{"type": "string", "title": "T"}, {"type": "integer", "title": "T"}]}
        {"type": ["string", "integer", "null"]}               | {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}
        {"anyOf": [{"type": "string"}, {"type": "null"}]}     | {"type": "string", "nullable": true}
        {"oneOf": [{"type": "string"}, {"const": null}]}      | {"type": "string", "nullable": true}
        {"oneOf": [{"type": "string"}, {"type": "number"}]}   | {"anyOf": [{"type": "string"}, {"type": "number"}]}
        {"anyOf": [{"type": "null"}], "title": "N"}           | {"title": "N", "nullable": true}
        {"const": "a"}                                        | {"type": "string", "enum": ["a"]}
        {"const": 3, "type": "integer"}                       | {"type": "string", "enum": ["3"], "format": "enum"}
        {"const": true}                                       | {"type": "boolean"}
        {"const": null}                                       | {"nullable": true}
        {"const": {"a": 1}, "type": "object"}                 | {"type": "object"}
        {"enum": ["a", "b"]}                                  | {"type": "string", "enum": ["a", "b"]}
        {"enum": ["a", null], "type": ["string", "null"]}     | {"type": "string", "enum": ["a"], "nullable": true}
        {"enum": [1, 2.5], "type": "number"}                  | {"type": "string", "enum": ["1", "2.5"], "format": "enum"}
        {"enum": ["a", 1]}                                    | {"type": "string", "enum": ["a", "1"], "format": "enum"}
        {"enum": [true, false]}                               | {"type": "boolean"}
        {"enum": []}                                          | {}
        {"type": "array"}                                     | {"type": "array", "items": {"type": "string"}}
        {"type": "array", "items": true}                      | {"type": "array", "items": {"type": "string"}}
        {"type": "array", "items": {"type": "number"}}        | {"type": "array", "items": {"type": "number"}}
        {"items": {"type": "number"}}                         | {"type": "array", "items": {"type": "number"}}
        {"type": "string", "format": "date-time"}             | {"type": "string", "format": "date-time"}
        {"type": "string", "format": "email"}                 | {"type": "string"}
        {"type": "object", "properties": {}}                  | {"type": "object"}
        {"type": "object", "additionalProperties": false}     | {"type": "object"}
        {"type": "string", "default": null}                   | {"type": "string"}
        {"properties": {"a": {"type": "string"}}}             | {"type": "object", "properties": {"a": {"type": "string"}}}
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a", "a", "b"]} | {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["b"]}           | {"type": "object", "properties": {"a": {"type": "string"}}}
        """)
    void schema_ofEveryKind_isWrittenInTheSubset(String schema, String expected) {
        assertThat(OpenApiSchema.of(json(schema), PATH)).isEqualTo(json(expected));
    }

    @Test
    void members_thatBothHave_stay() {
        String schema = """
            {"type": "object", "title": "T", "description": "D", "nullable": true, "minProperties": 1,
             "maxProperties": 2, "example": {"a": "x"}, "propertyOrdering": ["a"], "properties": {
              "a": {"type": "string", "minLength": 1, "maxLength": 2, "pattern": "x+", "default": "x"},
              "b": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 9},
              "c": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2}}}\
            """;
        assertThat(OpenApiSchema.of(json(schema), PATH)).isEqualTo(json(schema));
    }

    @Test
    void members_thatOnlyJsonSchemaHas_areDropped() {
        assertThat(OpenApiSchema.of(json("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "x", "strict": true,
             "type": "string", "examples": ["a"], "not": {"const": "b"}, "contentEncoding": "base64"}\
            """), PATH)).isEqualTo(json("{\"type\":" + " \"string\"}"));
    }

    @Test
    void reference_toADefinition_isReplacedByIt() {
        assertThat(OpenApiSchema.of(json("""
            {"type": "object", "properties": {"home": {"$ref": "#/$defs/Place", "description": "Where one lives"},
              "work": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}], "default": null},
              "box": {"$ref": "#/$defs/Box%5Bint%5D"}},
             "$defs": {"Place": {"type": "object", "description": "A place",
               "properties": {"town": {"$ref": "#/$defs/Town"}}, "required": ["town"]},
               "Town": {"type": "string", "enum": ["Rome", "Oslo"]}, "Box[int]": {"type": "integer"}}}\
            """), PATH)).isEqualTo(json("""
                {"type": "object", "properties": {
                  "home": {"type": "object", "description": "Where one lives",
                    "properties": {"town": {"type": "string", "enum": ["Rome", "Oslo"]}}, "required": ["town"]},
                  "work": {"type": "object", "description": "A place", "nullable": true,
                    "properties": {"town": {"type": "string", "enum": ["Rome", "Oslo"]}}, "required": ["town"]},
                  "box": {"type": "integer"}}}\
                """));
    }

    @Test
    void root_thatIsAReference_isReplacedToo() {
        assertThat(OpenApiSchema.of(json("""
            {"$ref": "#/definitions/A", "definitions": {"A": {"type": "string"}}}\
            """), PATH)).isEqualTo(json("{\"type\":" + " \"string\"}"));
    }

    @Test
    void allOf_isMerged() {
        assertThat(OpenApiSchema.of(json("""
            {"properties": {"a": {"type": "string"}}, "required": ["a"], "description": "Own",
             "allOf": [{"$ref": "#/$defs/B"}, {"$ref": "#/$defs/C"}], "$defs": {
              "Base": {"properties": {"base": {"type": "string"}}},
              "B": {"type": "object", "description": "Other", "required": ["b"], "allOf": [{"$ref": "#/$defs/Base"}],
                    "properties": {"a": {"type": "number"}, "b": {"type": "number"}}},
              "C": {"allOf": [{"$ref": "#/$defs/Base"}], "properties": {"c": {"type": "boolean"}}}}}\
            """), PATH)).isEqualTo(json("""
                {"type": "object", "description": "Own", "required": ["a", "b"], "properties": {
                 "a": {"type": "string"}, "b": {"type": "number"}, "base": {"type": "string"},
                 "c": {"type": "boolean"}}}\
                """));
    }

    @Test
    void properties_namedLikeKeywords_areProperties() {
        assertThat(OpenApiSchema.of(json("""
            {"type": "object", "properties": {"$ref": {"type": "string"}, "type": {"type": "number"},
             "allOf": {"type": "boolean"}, "additionalProperties": {"type": "string"}}}\
            """), PATH)).isEqualTo(json("""
                {"type": "object", "properties": {"$ref": {"type": "string"}, "type": {"type": "number"},
                 "allOf": {"type": "boolean"}, "additionalProperties": {"type": "string"}}}\
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}}}",
                "{\"$ref\": \"#/$defs/A\", \"$defs\": {\"A\": {\"$ref\": \"#/$defs/A\"}}}",
                "{\"$ref\": \"#/$defs/A\", \"$defs\": {\"A\": {\"allOf\": [{\"$ref\": \"#/$defs/A\"}]}}}",
                "{\"items\": {\"$ref\": \"#/$defs/A\"}, \"$defs\": {\"A\": {\"items\": {\"$ref\": \"#/$defs/B\"}},"
                        + " \"B\": {\"anyOf\": [{\"$ref\": \"#/$defs/A\"}, {\"type\": \"null\"}]}}}",
            })
    void reference_toItself_isRefused(String schema) {
        GatewayException refusal = refusal(json(schema));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal).hasMessageContaining("refers to itself at #");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#/$defs/B", "#anchor", "https://example.org/schema.json", "other.json#/a", "#/%zz"})
    void reference_toNowhere_isRefused(String reference) {
        GatewayException refusal = refusal(json(
                "{\"$ref\": \"%s\"}".formatted(reference.replace("%", "%%")).replace("%%", "%")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal).hasMessageContaining(reference);
    }

    @Test
    void references_thatMultiply_areRefused() {
        StringBuilder definitions = new StringBuilder("\"D0\": {\"type\": \"string\"}");
        for (int i = 1; i <= 40; i++) {
            definitions.append(
                    ", \"D%d\": {\"properties\": {\"a\": {\"$ref\": \"#/$defs/D%d\"}, \"b\": {\"$ref\": \"#/$defs/D%d\"}}}"
                            .formatted(i, i - 1, i - 1));
        }
        GatewayException refusal = refusal(json("{\"$ref\": \"#/$defs/D40\", \"$defs\": {" + definitions + "}}"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal).hasMessageContaining("too large");
    }

    private static GatewayException refusal(JsonNode schema) {
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> OpenApiSchema.of(schema, PATH));
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly(PATH);
        return refusal;
    }
}
