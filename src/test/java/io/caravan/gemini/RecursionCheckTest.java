package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecursionCheckTest {

    private static final String PATH = "response_format.json_schema.schema";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}}}",
                "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/A\"}, \"b\": {\"$ref\": \"#/$defs/A\"}},"
                        + " \"required\": [\"a\", \"b\"], \"$defs\": {\"A\": {\"type\": \"string\"}}}",
                "{\"$ref\": \"#/$defs/Tree\", \"$defs\": {\"Tree\": {\"properties\":"
                        + " {\"children\": {\"items\": {\"$ref\": \"#/$defs/Tree\"}}, \"name\": {}},"
                        + " \"required\": [\"name\"]}}}",
                "{\"$ref\": \"https://example.org/schema\"}",
                "{\"$defs\": {\"Unused\": {\"$ref\": \"#/$defs/Unused\"}}}",
            })
    void schema_thatCanBeUnrolled_passes(String schema) {
        assertThatNoException().isThrownBy(() -> RecursionCheck.pass(json(schema), PATH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"#\"}",
                "{\"properties\": {\"next\": {\"$ref\": \"#\"}}, \"required\": [\"next\"]}",
                "{\"properties\": {\"next\": {\"anyOf\": [{\"$ref\": \"#\"}, {\"type\": \"null\"}]}},"
                        + " \"required\": [\"next\"]}",
                "{\"oneOf\": [{\"$ref\": \"#\"}]}",
                "{\"allOf\": [{\"$ref\": \"#\"}]}",
                "{\"prefixItems\": [{\"$ref\": \"#\"}]}",
                "{\"items\": {\"$ref\": \"#\"}}",
                "{\"additionalProperties\": {\"$ref\": \"#\"}}",
                "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/A\"}}, \"$defs\": {"
                        + "\"A\": {\"properties\": {\"b\": {\"$ref\": \"#/$defs/B\"}}, \"required\": [\"b\"]},"
                        + " \"B\": {\"items\": {\"$ref\": \"#/$defs/A\"}}}}",
            })
    void schema_thatCannotBeUnrolled_isRefused(String schema) {
        GatewayException refusal = refusal(schema);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal).hasMessageContaining("refers to itself at #");
    }

    @Test
    void schema_thatRefersToNowhere_isRefused() {
        GatewayException refusal = refusal("{\"properties\": {\"a\": {\"$ref\": \"#/$defs/A\"}}}");
        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal).hasMessageContaining("#/$defs/A");
    }

    /** Each definition is required by the one before. */
    @ParameterizedTest
    @CsvSource({"498, true", "499, false", "5000, false"})
    void schema_withALongChainOfReferences_passesUpToADepth(int length, boolean passes) {
        StringBuilder definitions = new StringBuilder("\"D0\": {}");
        for (int i = 1; i <= length; i++) {
            definitions.append(", \"D%d\": {\"$ref\": \"#/$defs/D%d\"}".formatted(i, i - 1));
        }
        String schema = "{\"$ref\": \"#/$defs/D%d\", \"$defs\": {%s}}".formatted(length, definitions);
        if (passes) {
            assertThatNoException().isThrownBy(() -> RecursionCheck.pass(json(schema), PATH));
        } else {
            assertThat(refusal(schema)).hasMessageContaining("too deep");
        }
    }

    @Test
    void schema_withManyProperties_isNotDeep() {
        StringBuilder properties = new StringBuilder("\"p0\": {}");
        for (int i = 1; i <= 1_000; i++) {
            properties.append(", \"p%d\": {\"type\": \"string\"}".formatted(i));
        }
        String schema = "{\"properties\": {%s}}".formatted(properties);
        assertThatNoException().isThrownBy(() -> RecursionCheck.pass(json(schema), PATH));
    }

    @Test
    void answerSchema_withReferences_goesOutAsItIs() {
        String schema = """
            {"type": "object", "properties": {"home": {"$ref": "#/$defs/Place"}, "extra": {"oneOf": [{"type": "string"},
              {"type": "null"}]}}, "required": ["home", "extra"], "additionalProperties": false,
             "$defs": {"Place": {"type": "object", "properties": {"town": {"type": "string", "minLength": 1}}}}}\
            """;
        assertThat(body(asking("gemini-2.5-flash", schema))
                        .path("generationConfig")
                        .path("responseJsonSchema"))
                .isEqualTo(json(schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-flash", "gemini-3-pro-preview", "gemini-1.5-pro"})
    void answerSchema_thatRequiresItself_isRefused(String model) {
        Refusals.unsupported(asking(model, """
            {"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}\
            """), PATH);
    }

    private static RoutedRequest asking(String model, String schema) {
        return ask(model, """
            , "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": %s}}\
            """.formatted(schema));
    }

    private static GatewayException refusal(String schema) {
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> RecursionCheck.pass(json(schema), PATH));
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly(PATH);
        return refusal;
    }
}
