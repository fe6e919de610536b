package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSampleTest {

    private static final String TREE = """
        {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["name"], "properties":
        {"name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}
        """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}}, \"required\": [\"name\"],"
                        + " \"additionalProperties\": false}",
                "{\"type\": \"array\", \"items\": {\"type\": \"integer\", \"minimum\": 3, \"maximum\": 4},"
                        + " \"minItems\": 5}",
                "{\"type\": \"array\", \"maxItems\": 1, \"items\": {\"type\": \"boolean\"}}",
                "{\"type\": \"array\", \"prefixItems\": [{\"const\": 1}, {\"const\": \"b\"}], \"maxItems\": 2}",
                "{\"enum\": [\"red\", 7, null]}",
                "{\"const\": {\"a\": [1]}}",
                "{\"type\": \"string\", \"minLength\": 30, \"maxLength\": 31}",
                "{\"type\": \"string\", \"maxLength\": 0}",
                "{\"type\": \"string\", \"format\": \"date-time\"}",
                "{\"type\": [\"null\", \"string\"]}",
                "{\"type\": \"integer\", \"exclusiveMinimum\": 5, \"exclusiveMaximum\": 7}",
                "{\"type\": \"integer\", \"maximum\": -5}",
                "{\"type\": \"integer\", \"minimum\": 10, \"multipleOf\": 7}",
                "{\"type\": \"number\", \"minimum\": 0, \"maximum\": 1}",
                "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 0.01}",
                "{\"type\": \"number\", \"multipleOf\": 0.5, \"minimum\": 2.2}",
                "{\"type\": \"boolean\"}",
                "{\"type\": \"object\", \"additionalProperties\": true, \"minProperties\": 1}",
                "{\"type\": \"null\"}",
                "{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"null\"}]}",
                "{\"oneOf\": [{\"type\": \"string\"}]}",
                "{\"properties\": {\"deep\": {\"items\": {\"type\": \"null\"}}}}",
                "{}",
                "true",
                TREE
            })
    void sample_ofSchema_satisfiesIt(String schema) {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(violations(schema, sample(schema, seed))).as(schema).isEmpty();
        }
    }

    @Test
    void sample_withSameSeed_isTheSame() {
        assertThat(sample(TREE, 4)).isEqualTo(sample(TREE, 4)).isNotEqualTo(sample(TREE, 5));
    }

    @Test
    void sample_ofSchemaInCapitals_hasThatType() {
        assertThat(sample("{\"type\": \"OBJECT\", \"properties\": {\"n\": {\"type\": \"INTEGER\"}}}", 1)
                        .path("n")
                        .isInt())
                .isFalse();
        assertThat(sample("{\"type\": \"OBJECT\", \"properties\": {\"n\": {\"type\": \"INTEGER\"}}}", 1)
                        .path("n")
                        .isIntegralNumber())
                .isTrue();
    }

    @Test
    void sample_ofSchemaWithoutEnd_comesToAnEnd() {
        String endless =
                "{\"type\": \"object\", \"required\": [\"next\"], \"properties\": {\"next\": {\"$ref\": \"#\"}}}";
        assertThat(sample(endless, 1).toString()).endsWith("null" + "}".repeat(13));
        assertThat(sample("{\"$ref\": \"elsewhere.json\"}", 1).isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"array\", \"minItems\": 100, \"items\": {\"$ref\": \"#\"}}",
                "{\"type\": \"array\", \"minItems\": 100, \"items\": {\"type\": \"array\", \"minItems\": 100,"
                        + " \"items\": {\"type\": \"string\", \"minLength\": 10000}}}",
                "{\"required\": [\"a\", \"b\"], \"properties\": {\"a\": {\"$ref\": \"#\"}, \"b\": {\"$ref\": \"#\"}}}"
            })
    @Timeout(10)
    void sample_ofSchemaThatMultiplies_isOfSomeSize(String schema) {
        assertThat(sample(schema, 1).toString()).hasSizeBetween(1_000, 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"anyOf\": {\"a\": 1}}", "{\"enum\": {\"a\": 1}}", "{\"anyOf\": []}", "{\"enum\": \"a\"}"})
    void sample_ofSchemaWithoutTheListThatItNames_isAText(String schema) {
        assertThat(sample(schema, 1).isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"date-time", "date", "time", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"})
    void sample_ofFormat_hasIt(String format) {
        String schema = "{\"type\": \"string\", \"format\": \"" + format + "\"}";
        assertThat(sample(schema, 1).asText()).doesNotContain(" ");
    }

    private static JsonNode sample(String schema, long seed) {
        return new SchemaSample(seed).of(TestStage.json(schema));
    }

    private static Iterable<?> violations(String schema, JsonNode sample) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TestStage.json(schema))
                .validate(sample);
    }
}
