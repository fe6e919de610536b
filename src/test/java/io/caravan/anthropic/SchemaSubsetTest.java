package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSubsetTest {

    @Test
    void schema_withEverything_isRewritten() {
        JsonNode schema = json("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Order", "type": "object",
             "properties": {
               "id": {"type": "string", "format": "uuid", "minLength": 36},
               "phone": {"type": ["string", "null"], "format": "phone", "description": "To call", "pattern": "^\\\\+"},
               "size": {"enum": [1, 2, 3], "default": 2},
               "kind": {"const": "order"},
               "payment": {"oneOf": [{"$ref": "#/$defs/card"}, {"type": "null"}]},
               "items": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer",
                  "minimum": 0, "exclusiveMaximum": 10}}}, "minItems": 1, "uniqueItems": true},
               "both": {"allOf": [{"type": "string"}, {"not": {"const": "x"}}]}},
             "required": ["id", "items"], "additionalProperties": true, "examples": [{}],
             "$defs": {"card": {"type": ["object", "null"], "properties": {"number": {"type": "string"}}}}}
            """);

        assertThat(SchemaSubset.of(schema)).isEqualTo(json("""
            {"title": "Order", "type": "object",
             "properties": {
               "id": {"type": "string", "format": "uuid", "description": "minLength: 36"},
               "phone": {"type": ["string", "null"],
                 "description": "To call (format: \\"phone\\", pattern: \\"^\\\\\\\\+\\")"},
               "size": {"enum": [1, 2, 3], "default": 2},
               "kind": {"const": "order"},
               "payment": {"anyOf": [{"$ref": "#/$defs/card"}, {"type": "null"}]},
               "items": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer",
                  "description": "minimum: 0, exclusiveMaximum: 10"}}, "additionalProperties": false},
                  "description": "minItems: 1, uniqueItems: true"},
               "both": {"allOf": [{"type": "string"}, {"description": "not: {\\"const\\":\\"x\\"}"}]}},
             "required": ["id", "items"], "additionalProperties": false,
             "$defs": {"card": {"type": ["object", "null"], "properties": {"number": {"type": "string"}},
               "additionalProperties": false}}}
            """));
    }

    @Test
    void anyOfAndOneOf_areJoined() {
        assertThat(SchemaSubset.of(json("""
            {"anyOf": [{"type": "string"}], "oneOf": [{"type": "number"}]}
            """))).isEqualTo(json("""
                {"anyOf": [{"type": "string"}, {"type": "number"}]}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "minProperties",
                "maxProperties"
            })
    void bound_ofAnyKind_isTold(String name) {
        ObjectNode schema = SchemaSubset.of(json("{\"" + name + "\": 5}"));

        assertThat(schema).isEqualTo(json("{\"description\": \"" + name + ": 5\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"})
    void format_thatIsKnown_isKept(String format) {
        JsonNode schema = json("{\"type\": \"string\", \"format\": \"" + format + "\"}");

        assertThat(SchemaSubset.of(schema)).isEqualTo(schema);
    }

    @Test
    void member_namedLikeAKeyword_isAMember() {
        assertThat(SchemaSubset.of(json("""
            {"type": "object", "properties": {"minimum": {"type": "number"}, "type": {"type": "string"}}}
            """))).isEqualTo(json("""
                {"type": "object", "properties": {"minimum": {"type": "number"}, "type": {"type": "string"}},
                 "additionalProperties": false}
                """));
    }

    @Test
    void rewriting_leavesTheCallersSchemaAlone() {
        JsonNode schema = json("""
            {"type": "object", "properties": {"a": {"type": "string", "minLength": 1}}}
            """);
        JsonNode before = schema.deepCopy();

        SchemaSubset.of(schema);

        assertThat(schema).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}} | true",
                "{'type': 'array', 'items': {'type': 'string'}} | true",
                "{'$ref': '#/$defs/a', '$defs': {'a': {'type': 'string'}}} | true",
                "{'anyOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/a'}], '$defs': {'a': {'type': 'string'}}} | true",
                "{'anyOf': [{'$ref': '#/$defs/none'}, {'$ref': 'https://elsewhere'}]} | true",
                "{'type': 'object', 'properties': {'$ref': {'type': 'string'}}} | true",
                "{} | false",
                "{'type': 'object'} | false",
                "{'type': 'object', 'properties': {}} | false",
                "{'type': 'object', 'properties': {'m': {'type': 'object', 'additionalProperties': {}}}} | false",
                "{'type': 'object', 'properties': {'m': {'type': ['null', 'object']}}} | false",
                "{'type': 'object', 'properties': {'a': {'$ref': '#'}}} | false",
                "{'$ref': '#/$defs/a', '$defs': {'a': {'type': 'array', 'items': {'$ref': '#/$defs/a'}}}} | false",
                "{'$ref': '#/$defs/a', '$defs': {'a': {'anyOf': [{'$ref': '#/$defs/b'}, {'type': 'null'}]},"
                        + " 'b': {'type': 'array', 'items': {'$ref': '#/$defs/a'}}}} | false"
            })
    void schema_ofItselfOrOfOpenObjects_isNotExpressed(String schema, boolean expressed) {
        assertThat(SchemaSubset.expresses(json(schema.replace('\'', '"')))).isEqualTo(expressed);
    }

    @Test
    void schema_withVeryLongChainOfReferences_isNotExpressed() {
        ObjectNode schema = (ObjectNode) json("{\"$ref\": \"#/$defs/d0\"}");
        ObjectNode definitions = schema.putObject("$defs");
        for (int i = 0; i < 1000; i++) {
            definitions.putObject("d" + i).put("$ref", "#/$defs/d" + (i + 1));
        }
        definitions.putObject("d1000").put("type", "string");

        assertThat(SchemaSubset.expresses(schema)).isFalse();
    }

    @Test
    void schema_whoseReferencesDouble_isReadInNoTime() {
        ObjectNode schema = (ObjectNode) json("{\"$ref\": \"#/$defs/d0\"}");
        ObjectNode definitions = schema.putObject("$defs");
        for (int i = 0; i < 100; i++) {
            var both = definitions.putObject("d" + i).putArray("anyOf");
            both.addObject().put("$ref", "#/$defs/d" + (i + 1));
            both.addObject().put("$ref", "#/$defs/d" + (i + 1));
        }
        definitions.putObject("d100").put("type", "string");

        assertThat(SchemaSubset.expresses(schema)).isTrue();
    }
}
