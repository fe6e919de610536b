package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolListTest {

    private static final String GEMINI = "gemini-2.5-flash";
    private static final String OLDER = "gemini-1.5-pro";

    @Test
    void functions_allStandInOneEntry() {
        assertThat(body(ask(GEMINI, """
            , "tools": [{"type": "function", "function": {"name": "lookup", "description": "Looks up",
                "parameters": {"type": "object", "properties": {"q": {"type": "string"}}, "required": ["q"]}}},
              {"type": "function", "function": {"name": "now"}}]\
            """))).isEqualTo(json("""
                {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
                 "tools": [{"functionDeclarations": [
                  {"name": "lookup", "description": "Looks up",
                   "parameters": {"type": "object", "properties": {"q": {"type": "string"}}, "required": ["q"]}},
                  {"name": "now"}]}]}\
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"object\"}",
                "{\"type\": \"object\", \"properties\": {}}",
                "{\"type\": \"object\", \"properties\": {}, \"required\": [], \"additionalProperties\": false}",
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"T\", \"description\":"
                        + " \"D\"}",
            })
    void parameters_ofNoProperties_areLeftOut(String schema) {
        assertThat(function(GEMINI, schema)).isEqualTo(json("{\"name\": \"f\"}"));
        assertThat(function(OLDER, schema)).isEqualTo(json("{\"name\": \"f\"}"));
    }

    /** What both forms say goes as parameters; what only JSON Schema says goes as it is where that is known. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "object", "additionalProperties": {"type": "string"}} | parametersJsonSchema | {"type": "object", "additionalProperties": {"type": "string"}}
        {"type": "object", "additionalProperties": true} | parametersJsonSchema | {"type": "object", "additionalProperties": true}
        {"type": "object", "properties": {"a": {"type": "array"}}} | parametersJsonSchema | {"type": "object", "properties": {"a": {"type": "array"}}}
        {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"const": 1}}} | parametersJsonSchema | {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"const": 1}}}
        {"type": "object", "properties": {"a": {"type": ["string", "null"]}}} | parametersJsonSchema | {"type": "object", "properties": {"a": {"type": ["string", "null"]}}}
        {"type": "object", "properties": {"a": {"type": "string", "pattern": "x+", "minLength": 1}}} | parameters | {"type": "object", "properties": {"a": {"type": "string", "pattern": "x+", "minLength": 1}}}
        {"type": "object", "properties": {"a": {"$ref": "#"}}} | parametersJsonSchema | {"type": "object", "properties": {"a": {"$ref": "#"}}}
        """)
    void parameters_fromGemini20On_keepTheWholeSchema(String schema, String member, String expected) {
        assertThat(function(GEMINI, schema))
                .isEqualTo(json("{\"name\": \"f\", \"%s\": %s}".formatted(member, expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "object", "properties": {"a": {"type": "array"}}} | {"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}}}
        {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"const": "x"}}} | {"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}}}
        {"type": "object", "additionalProperties": {"type": "string"}} | {"name": "f"}
        """)
    void parameters_ofOlderModels_areInTheSubset(String schema, String expected) {
        assertThat(function(OLDER, schema)).isEqualTo(json(expected));
    }

    @Test
    void parameters_thatOlderModelsCannotUnroll_areRefused() {
        Refusals.unsupported(
                ask(OLDER, tools("{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}}}")),
                "tools.0.function.parameters");
    }

    @Test
    void parameters_thatNoModelCanUnroll_areRefused() {
        Refusals.unsupported(
                ask(GEMINI, tools("{\"properties\": {\"next\": {\"$ref\": \"#\"}}, \"required\": [\"next\"]}")),
                "tools.0.function.parameters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type": "google_search"}                                    | {"googleSearch": {}}
        {"type": "googleSearch", "googleSearch": {"timeRangeFilter": {}}} | {"googleSearch": {"timeRangeFilter": {}}}
        {"type": "google_search", "google_search": {"a": 1}}         | {"googleSearch": {"a": 1}}
        {"type": "google_search", "googleSearch": {"a": 1}}          | {"googleSearch": {"a": 1}}
        {"type": "google_search_retrieval"}                          | {"googleSearchRetrieval": {}}
        {"type": "code_execution", "code_execution": true}           | {"codeExecution": {}}
        {"type": "url_context"}                                      | {"urlContext": {}}
        {"type": "google_maps"}                                      | {"googleMaps": {}}
        {"type": "fileSearch", "fileSearch": {"fileSearchStoreNames": ["s"]}} | {"fileSearch": {"fileSearchStoreNames": ["s"]}}
        {"type": "computer_use"}                                     | {"computerUse": {}}
        """)
    void tools_ofGoogles_areEntriesOfTheirOwn(String tool, String entry) {
        String function = "{\"type\": \"function\", \"function\": {\"name\": \"f\"}}";
        assertThat(body(ask(GEMINI, ", \"tools\": [%s, %s]".formatted(tool, function)))
                        .path("tools"))
                .isEqualTo(json("[{\"functionDeclarations\": [{\"name\": \"f\"}]}, %s]".formatted(entry)));
        assertThat(body(ask(GEMINI, ", \"tools\": [%s]".formatted(tool))).path("tools"))
                .isEqualTo(json("[%s]".formatted(entry)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "web_search_preview", "code_interpreter", "google"})
    void tools_ofNobodyGoogleKnows_areRefused(String type) {
        Refusals.unsupported(ask(GEMINI, """
            , "tools": [{"type": "google_search"}, {"type": "%s", "name": "f"}]\
            """.formatted(type)), "tools.1");
    }

    @Test
    void webSearch_isGooglesSearch() {
        assertThat(body(ask(GEMINI, ", \"web_search_options\": {\"search_context_size\": \"low\"}")))
                .isEqualTo(json("""
                    {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}], "tools": [{"googleSearch": {}}]}\
                    """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        gemini-1.5-pro   | , "web_search_options": {}
        gemini-2.5-flash | , "web_search_options": null
        """)
    void webSearch_whereItCannotBe_isLeftOut(String model, String members) {
        assertThat(body(ask(model, members))).isEqualTo(body(ask()));
    }

    @Test
    void webSearch_besideFunctions_isLeftOut() {
        assertThat(body(ask(GEMINI, tools("{}") + ", \"web_search_options\": {}")))
                .isEqualTo(body(ask(GEMINI, tools("{}"))));
    }

    private static JsonNode function(String model, String schema) {
        JsonNode tools = body(ask(model, tools(schema))).path("tools");
        assertThat(tools).hasSize(1);
        assertThat(tools.path(0).path("functionDeclarations")).hasSize(1);
        return tools.path(0).path("functionDeclarations").path(0);
    }

    private static String tools(String schema) {
        return ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": %s}}]"
                .formatted(schema);
    }
}
