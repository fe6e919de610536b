package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.ErrorCode;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolHistoryTest {

    private static final String QUESTION = "{\"role\": \"user\", \"content\": \"A\"}";

    private static RoutedRequest request(String messages) {
        return routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [%s]}
            """.formatted(messages));
    }

    private static JsonNode messages(String messages) {
        return sent(request(messages)).path("messages");
    }

    private static String call(String id, String arguments) {
        return """
            {"id": "%s", "type": "function", "function": {"name": "f", "arguments": "%s"}}
            """.formatted(id, arguments.replace("\"", "\\\""));
    }

    private static String calls(String... calls) {
        return "{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [" + String.join(",", calls) + "]}";
    }

    private static String result(String id) {
        return "{\"role\": \"tool\", \"tool_call_id\": \"" + id + "\", \"content\": \"18 C\"}";
    }

    private static void assertRefused(String messages, String path) {
        Fixture.assertRefused(request(messages), ErrorCode.VALIDATION, path);
    }

    @Test
    void callsAndResults_ofOneTurn_areOneMessageEach() {
        assertThat(messages("""
            {"role": "user", "content": "Weather?"},
            {"role": "assistant", "content": "I look.", "tool_calls": [
              {"id": "toolu_1", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\": \\"Bonn\\"}"}},
              {"id": "toolu_2", "type": "function", "function": {"name": "now", "arguments": ""}}]},
            {"role": "tool", "tool_call_id": "toolu_1", "content": "18 C"},
            {"role": "tool", "tool_call_id": "toolu_2", "content": "noon"},
            {"role": "user", "content": "So?"}
            """)).isEqualTo(json("""
                [{"role": "user", "content": [{"type": "text", "text": "Weather?"}]},
                 {"role": "assistant", "content": [{"type": "text", "text": "I look."},
                   {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Bonn"}},
                   {"type": "tool_use", "id": "toolu_2", "name": "now", "input": {}}]},
                 {"role": "user", "content": [
                   {"type": "tool_result", "tool_use_id": "toolu_1", "content": "18 C"},
                   {"type": "tool_result", "tool_use_id": "toolu_2", "content": "noon"},
                   {"type": "text", "text": "So?"}]}]
                """));
    }

    @Test
    void results_afterWordsOfTheUsersAndInAnotherOrder_standFirst() {
        JsonNode turn = messages(String.join(
                        ",",
                        QUESTION,
                        calls(call("a", ""), call("b", "")),
                        result("b"),
                        "{\"role\": \"user\", \"content\": \"Wait\"}",
                        "{\"role\": \"system\", \"content\": \"S\"}",
                        result("a")))
                .path(2);

        assertThat(turn).isEqualTo(json("""
            {"role": "user", "content": [
               {"type": "tool_result", "tool_use_id": "b", "content": "18 C"},
               {"type": "tool_result", "tool_use_id": "a", "content": "18 C"},
               {"type": "text", "text": "Wait"}]}
            """));
    }

    @Test
    void calls_ofSeveralRounds_haveTheirResultsInTheNextTurnEach() {
        JsonNode messages = messages(String.join(
                ",",
                QUESTION,
                calls(call("a", "")),
                result("a"),
                calls(call("b", "")),
                result("b"),
                "{\"role\": \"assistant\", \"content\": \"Done\"}",
                QUESTION));

        assertThat(messages.findValuesAsText("role"))
                .containsExactly("user", "assistant", "user", "assistant", "user", "assistant", "user");
        assertThat(messages.findValuesAsText("tool_use_id")).containsExactly("a", "b");
    }

    @Test
    void calls_ofAssistantTurnsInARow_areOneMessage() {
        JsonNode messages = messages(
                String.join(",", QUESTION, calls(call("a", "")), calls(call("b", "")), result("a"), result("b")));

        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(messages.at("/1/content").findValuesAsText("id")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "call:1.2,          call_1_2",
        "täg/ a,            t_g__a",
        "functions.get:0,   functions_get_0",
        "az-AZ_09,          az-AZ_09",
        "[`{^@,             _____"
    })
    void id_withOtherSigns_isReplacedInCallAndResult(String id, String sent) {
        JsonNode messages = messages(String.join(",", QUESTION, calls(call(id, "")), result(id)));

        assertThat(messages.at("/1/content/0/id").textValue()).isEqualTo(sent);
        assertThat(messages.at("/2/content/0/tool_use_id").textValue()).isEqualTo(sent);
    }

    @Test
    void id_thatIsUsedOnceMore_isMadeUnique() {
        JsonNode messages = messages(String.join(
                ",",
                QUESTION,
                calls(call("a.b", ""), call("a_b", "")),
                result("a_b"),
                result("a.b"),
                calls(call("a.b", "")),
                result("a.b")));

        assertThat(messages.findValuesAsText("id")).containsExactly("a_b", "a_b_2", "a_b_3");
        assertThat(messages.findValuesAsText("tool_use_id")).containsExactly("a_b_2", "a_b", "a_b_3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                     | {}",
                "{}                                   | {}",
                "null                                 | {}",
                "{\"a\":[1,{\"b\":\"ü\"}],\"c\":null} | {\"a\":[1,{\"b\":\"ü\"}],\"c\":null}"
            })
    void arguments_areObject(String arguments, String input) {
        assertThat(messages(String.join(
                                ",", QUESTION, calls(call("a", arguments == null ? "" : arguments)), result("a")))
                        .at("/1/content/0/input"))
                .isEqualTo(json(input));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":", "{} x", "[1]", "7", "true", "text"})
    void arguments_thatAreNoObject_areRefusedByTheirPlace(String arguments) {
        assertRefused(
                String.join(",", QUESTION, calls(call("a", "{}"), call("b", arguments)), result("a"), result("b")),
                "messages.1.tool_calls.1.function.arguments");
    }

    @Test
    void result_inParts_isListOfBlocksAndItsMarksAreRaised() {
        assertThat(messages(String.join(",", QUESTION, calls(call("a", "")), """
            {"role": "tool", "tool_call_id": "a", "is_error": true, "content": [
              {"type": "text", "text": "Seen:", "cache_control": {"type": "ephemeral"}},
              {"type": "text", "text": " "},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
              {"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBE"}}]}
            """))
                        .at("/2/content"))
                .isEqualTo(json("""
                    [{"type": "tool_result", "tool_use_id": "a", "is_error": true, "cache_control": {"type": "ephemeral"},
                      "content": [{"type": "text", "text": "Seen:"},
                        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
                        {"type": "document",
                         "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBE"}}]}]
                    """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"content\": \"\"                                                  | {}",
                "\"content\": [{\"type\": \"text\", \"text\": \"B\"}]               | {\"content\": \"B\"}",
                "\"content\": \"B\", \"is_error\": false                            | {\"content\": \"B\"}",
                "\"content\": \"B\", \"is_error\": null                             | {\"content\": \"B\"}",
                "\"content\": \"B\", \"cache_control\": {\"type\": \"ephemeral\"}"
                        + " | {\"content\": \"B\", \"cache_control\": {\"type\": \"ephemeral\"}}"
            })
    void result_ofLittle_isShort(String members, String rest) {
        ObjectNode expected =
                ((ObjectNode) json(rest)).put("type", "tool_result").put("tool_use_id", "a");

        assertThat(messages(String.join(
                                ",",
                                QUESTION,
                                calls(call("a", "")),
                                "{\"role\": \"tool\", \"tool_call_id\": \"a\", " + members + "}"))
                        .at("/2/content/0"))
                .isEqualTo(expected);
    }

    @Test
    void cacheControl_onCallsAndTheirMessage_isKept() {
        assertThat(messages(String.join(",", QUESTION, """
            {"role": "assistant", "content": "B", "cache_control": {"type": "m"}, "tool_calls": [
              {"id": "a", "function": {"name": "f"}, "cache_control": {"type": "c"}},
              {"id": "b", "function": {"name": "f"}}]}
            """, result("a"), result("b")))
                        .at("/1/content"))
                .isEqualTo(json("""
                    [{"type": "text", "text": "B"},
                     {"type": "tool_use", "id": "a", "name": "f", "input": {}, "cache_control": {"type": "c"}},
                     {"type": "tool_use", "id": "b", "name": "f", "input": {}, "cache_control": {"type": "m"}}]
                    """));
    }

    @Test
    void functions_inTheOlderForm_areCallsAndResultsByName() {
        assertThat(messages("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{\\"a\\": 1}"}},
            {"role": "function", "name": "f", "content": "B"},
            {"role": "assistant", "content": null, "function_call": {"name": "g"}},
            {"role": "function", "name": "g", "content": "C"}
            """)).isEqualTo(json("""
                [{"role": "user", "content": [{"type": "text", "text": "A"}]},
                 {"role": "assistant", "content": [{"type": "tool_use", "id": "call_1", "name": "f", "input": {"a": 1}}]},
                 {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "call_1", "content": "B"}]},
                 {"role": "assistant", "content": [{"type": "tool_use", "id": "call_3", "name": "g", "input": {}}]},
                 {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "call_3", "content": "C"}]}]
                """));
    }

    @Test
    void function_inTheOlderForm_withBrokenArguments_isRefusedByItsPlace() {
        assertRefused("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{"}},
            {"role": "function", "name": "f", "content": "B"}
            """, "messages.1.function_call.arguments");
    }

    @Test
    void result_withoutId_isFoundByItsName() {
        assertThat(messages(String.join(",", QUESTION, """
            {"role": "assistant", "content": null, "tool_calls": [
              {"id": "a", "function": {"name": "f"}}, {"id": "", "function": {"name": "g"}}]},
            {"role": "tool", "name": "g", "tool_call_id": "", "content": "B"}
            """, result("a"))).findValuesAsText("tool_use_id"))
                .containsExactly("call", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role': 'tool', 'tool_call_id': 'x', 'content': 'B'}                | messages.1.tool_call_id",
                "{'role': 'tool', 'content': 'B'}                                     | messages.1.tool_call_id",
                "{'role': 'tool', 'tool_call_id': 'x', 'name': 'f', 'content': 'B'}   | messages.1.tool_call_id",
                "{'role': 'function', 'name': 'f', 'content': 'B'}                    | messages.1.name"
            },
            quoteCharacter = '`')
    void result_ofNoCall_isRefused(String result, String path) {
        assertRefused(QUESTION + "," + result.replace('\'', '"'), path);
    }

    @Test
    void result_givenTwiceOrTooLate_isRefused() {
        assertRefused(
                String.join(",", QUESTION, calls(call("a", "")), result("a"), result("a")), "messages.3.tool_call_id");
        assertRefused(
                String.join(",", QUESTION, calls(call("a", "")), result("a"), calls(call("b", "")), result("a")),
                "messages.4.tool_call_id");
    }

    @Test
    void call_withoutResult_isRefused() {
        assertRefused(String.join(",", QUESTION, calls(call("a", ""))), "messages.1.tool_calls.0");
        assertRefused(
                String.join(",", QUESTION, calls(call("a", ""), call("b", "")), result("a"), QUESTION),
                "messages.1.tool_calls.1");
        assertRefused(
                String.join(
                        ",",
                        QUESTION,
                        calls(call("a", "")),
                        QUESTION,
                        "{\"role\": \"assistant\", \"content\": \"B\"}",
                        result("a")),
                "messages.1.tool_calls.0");
    }

    @Test
    void calls_withTheSameId_areRefused() {
        assertRefused(
                String.join(",", QUESTION, calls(call("a", ""), call("a", "")), result("a"), result("a")),
                "messages.1.tool_calls.1.id");
    }

    @Test
    void call_beforeTheUserSpoke_isRefused() {
        assertRefused(calls(call("a", "")) + "," + result("a"), "messages.0.role");
    }

    @Test
    void call_ofAnotherKind_isRefused() {
        Fixture.assertRefused(request("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "custom", "custom": {}}]}
            """), ErrorCode.UNSUPPORTED_PARAMETER, "messages.1.tool_calls");
    }

    @Test
    void thinkingBlocks_ofATurnWithCalls_comeFirst() {
        assertThat(messages(String.join(",", QUESTION, """
            {"role": "assistant", "content": "B", "thinking_blocks": [
               {"type": "thinking", "thinking": "Hm.", "signature": "Eq=="}, {"type": "redacted_thinking", "data": "x"}],
             "tool_calls": [{"id": "a", "function": {"name": "f"}}]}
            """, result("a")))
                        .at("/1/content")
                        .findValuesAsText("type"))
                .containsExactly("thinking", "redacted_thinking", "text", "tool_use");
    }
}
