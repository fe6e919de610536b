package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.transformer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final String ANY_OBJECT = "\"response_format\": {\"type\": \"json_object\"}";
    private static final String LIST = """
        "response_format": {"type": "json_schema", "json_schema": {"name": "l", "schema": {"type": "array"}}}
        """;

    private static ChatResponse response(String asked, String body) {
        return transformer().response(routed("claude-3-haiku-20240307", asked), json(body));
    }

    private static ChatResponse.Choice choice(String asked, String content, String stopReason) {
        return response(asked, """
            {"content": %s, "stop_reason": "%s"}
            """.formatted(content, stopReason)).choices().getFirst();
    }

    private static Map<String, JsonNode> nativeReason(String reason) {
        return Map.of("provider_specific_fields", json("{\"native_finish_reason\": \"" + reason + "\"}"));
    }

    @Test
    void message_withThinkingTextAndCall_isTransformed() {
        ChatResponse response = response("", """
            {"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
             "content":[{"type":"thinking","thinking":"Hm.","signature":"Eq"},{"type":"text","text":"Let me check."},
                        {"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Paris"}}],
             "stop_reason":"tool_use","stop_sequence":null,
             "usage":{"input_tokens":12,"cache_creation_input_tokens":5,"cache_read_input_tokens":2048,
                      "cache_creation":{"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":0},
                      "output_tokens":80,"output_tokens_details":{"thinking_tokens":41},"service_tier":"standard"}}
            """);

        assertThat(response.id()).isEqualTo("msg_01");
        assertThat(response.created()).isEqualTo(1_770_000_000);
        assertThat(response.model()).isEqualTo("claude-sonnet-4-5-20250929");
        assertThat(response.usage()).contains(new Usage(2065, 80, 2145, 2048, 5, 41));
        assertThat(response.choices()).hasSize(1);
        ChatResponse.Choice choice = response.choices().getFirst();
        AssistantMessage message = choice.message();
        assertThat(choice.index()).isZero();
        assertThat(choice.finishReason()).contains(FinishReason.TOOL_CALLS);
        assertThat(message.content()).contains("Let me check.");
        assertThat(message.reasoning()).contains("Hm.");
        assertThat(message.thinkingBlocks())
                .containsExactly(json("{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"Eq\"}"));
        assertThat(message.toolCalls())
                .containsExactly(new ToolCall("toolu_1", "get_weather", "{\"city\":\"Paris\"}", Map.of()));
        assertThat(message.refusal()).isEmpty();
        assertThat(message.extras()).isEqualTo(nativeReason("tool_use"));
    }

    @Test
    void text_inSeveralBlocks_isJoinedAndUnknownBlocksArePassedOver() {
        AssistantMessage message = choice("", """
            [{"type": "text", "text": "A"}, {"type": "server_tool_use", "id": "s", "name": "web_search"},
             {"type": "text", "text": "B"}, {}, "odd"]
            """, "end_turn").message();

        assertThat(message.content()).contains("AB");
        assertThat(message.toolCalls()).isEmpty();
        assertThat(message.reasoning()).isEmpty();
    }

    @Test
    void thinking_thatIsRedacted_isKeptButNotReadable() {
        AssistantMessage message = choice("", """
            [{"type": "thinking", "thinking": "A", "signature": "s"}, {"type": "redacted_thinking", "data": "xyz"},
             {"type": "thinking", "thinking": "B", "signature": "t"}, {"type": "text", "text": "C"}]
            """, "end_turn").message();

        assertThat(message.reasoning()).contains("AB");
        assertThat(message.thinkingBlocks()).hasSize(3).contains(json("""
            {"type": "redacted_thinking", "data": "xyz"}
            """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "[{\"type\": \"text\", \"text\": \"\"}]", "[{\"type\": \"text\", \"text\": null}]"
            })
    void content_thatIsMissing_isEmpty(String content) {
        ChatResponse.Choice choice = choice("", content, "max_tokens");

        assertThat(choice.message().content()).contains("");
        assertThat(choice.finishReason()).contains(FinishReason.LENGTH);
    }

    @Test
    void call_withoutText_leavesTheContentOut() {
        AssistantMessage message = choice("", """
            [{"type": "tool_use", "id": "c", "name": "now"}]
            """, "tool_use").message();

        assertThat(message.content()).isEmpty();
        assertThat(message.toolCalls()).containsExactly(new ToolCall("c", "now", "{}", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,                      STOP",
        "stop_sequence,                 STOP",
        "pause_turn,                    STOP",
        "max_tokens,                    LENGTH",
        "model_context_window_exceeded, LENGTH",
        "refusal,                       CONTENT_FILTER",
        "something_new,                 STOP"
    })
    void stopReason_ofAnthropic_isToldInBothWords(String reason, FinishReason finish) {
        ChatResponse.Choice choice = choice("", "[{\"type\": \"text\", \"text\": \"A\"}]", reason);

        assertThat(choice.finishReason()).contains(finish);
        assertThat(choice.message().extras()).isEqualTo(nativeReason(reason));
    }

    @Test
    void stopReason_thatIsMissing_isStop() {
        ChatResponse.Choice choice = response("", "{\"content\": [], \"stop_reason\": null}")
                .choices()
                .getFirst();

        assertThat(choice.finishReason()).contains(FinishReason.STOP);
        assertThat(choice.message().extras()).isEmpty();
    }

    @Test
    void stopReason_besidesACall_isTheCall() {
        assertThat(choice("", "[{\"type\": \"tool_use\", \"id\": \"c\", \"name\": \"f\", \"input\": {}}]", "end_turn")
                        .finishReason())
                .contains(FinishReason.TOOL_CALLS);
    }

    @Test
    void refusal_withExplanation_isToldInWords() {
        ChatResponse.Choice choice = response("", """
            {"content": [], "stop_reason": "refusal",
             "stop_details": {"type": "refusal", "category": "cyber", "explanation": "Not this."}}
            """).choices().getFirst();

        assertThat(choice.message().refusal()).contains("Not this.");
        assertThat(choice.message().content()).contains("");
        assertThat(choice.finishReason()).contains(FinishReason.CONTENT_FILTER);
    }

    @Test
    void usage_thatIsMissing_isNotInvented() {
        assertThat(response("", "{\"content\": []}").usage()).isEmpty();
    }

    @Test
    void cacheWrites_keptForAnHour_areCountedApart() {
        assertThat(response("", """
            {"content": [], "usage": {"input_tokens": 3, "cache_creation_input_tokens": 9,
             "cache_creation": {"ephemeral_5m_input_tokens": 5, "ephemeral_1h_input_tokens": 4}, "output_tokens": 4}}
            """).usage()).contains(new Usage(12, 4, 16, 0, 9, 4, 0));
    }

    @ParameterizedTest
    @CsvSource({"priority, standard, priority", "batch, standard, batch", "standard, fast, fast"})
    void tier_thatIsNotTheUsualOne_isTold(String tier, String speed, String expected) {
        assertThat(response("", """
            {"content": [], "usage": {"input_tokens": 3, "output_tokens": 4, "service_tier": "%s", "speed": "%s"}}
            """.formatted(tier, speed)).extras())
                .isEqualTo(Map.of("service_tier", TextNode.valueOf(expected)));
    }

    @Test
    void usualTier_isNotWorthTelling() {
        assertThat(response("", """
            {"content": [], "usage": {"input_tokens": 3, "output_tokens": 4, "service_tier": "standard"}}
            """).extras()).isEmpty();
    }

    @Test
    void usage_withNulls_countsThemAsZero() {
        assertThat(response("", """
            {"content": [], "usage": {"input_tokens": 3, "cache_read_input_tokens": null, "output_tokens": 4}}
            """).usage()).contains(new Usage(3, 4, 7, 0, 0, 0));
    }

    @Test
    void answerTool_thatWasCalled_isTheContent() {
        ChatResponse.Choice choice = choice(ANY_OBJECT, """
            [{"type": "text", "text": "Here you are:"},
             {"type": "tool_use", "id": "c", "name": "json_tool_call", "input": {"a": [1, "ü"]}},
             {"type": "tool_use", "id": "d", "name": "json_tool_call", "input": {"again": true}}]
            """, "tool_use");

        assertThat(choice.message().content()).contains("{\"a\":[1,\"ü\"]}");
        assertThat(choice.message().toolCalls()).isEmpty();
        assertThat(choice.finishReason()).contains(FinishReason.STOP);
        assertThat(choice.message().extras()).isEqualTo(nativeReason("tool_use"));
    }

    @Test
    void answerTool_thatWasCutOff_isStillCutOff() {
        assertThat(choice(ANY_OBJECT, """
            [{"type": "tool_use", "id": "c", "name": "json_tool_call", "input": {}}]
            """, "max_tokens").finishReason()).contains(FinishReason.LENGTH);
    }

    @Test
    void answerTool_thatWasNotCalled_leavesTheText() {
        assertThat(choice(ANY_OBJECT, "[{\"type\": \"text\", \"text\": \"{}\"}]", "end_turn")
                        .message()
                        .content())
                .contains("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"values\": [1, 2]} | [1,2]", "{\"other\": [1, 2]} | {\"other\":[1,2]}"})
    void answerTool_withWrappedInput_givesWhatIsInside(String input, String content) {
        assertThat(choice(
                                LIST,
                                "[{\"type\": \"tool_use\", \"name\": \"json_tool_call\", \"input\": " + input + "}]",
                                "")
                        .message()
                        .content())
                .contains(content);
    }

    @Test
    void toolOfThatName_whenNoJsonWasAsked_isACall() {
        assertThat(choice("", """
            [{"type": "tool_use", "id": "c", "name": "json_tool_call", "input": {}}]
            """, "tool_use").message().toolCalls()).hasSize(1);
    }

    @Test
    void call_withoutId_getsOne() {
        ToolCall call = choice("", "[{\"type\": \"tool_use\", \"name\": \"f\", \"input\": [1]}]", "tool_use")
                .message()
                .toolCalls()
                .getFirst();

        assertThat(call.id()).startsWith("toolu_").hasSizeGreaterThan(30);
        assertThat(call.arguments()).isEqualTo("{}");
    }

    @Test
    void citations_areKeptAmongAnthropicsOwnMembers() {
        AssistantMessage message = choice("", """
            [{"type": "text", "text": "A", "citations": [{"x": 1}, {"x": 2}]}, {"type": "text", "text": "B"},
             {"type": "text", "text": "C", "citations": [{"x": 3}]}, {"type": "text", "text": "D", "citations": null}]
            """, "end_turn").message();

        assertThat(message.content()).contains("ABCD");
        assertThat(message.extras()).isEqualTo(Map.of("provider_specific_fields", json("""
            {"citations": [{"x": 1}, {"x": 2}, {"x": 3}], "native_finish_reason": "end_turn"}
            """)));
    }

    @Test
    void stopSequence_isAmongTheProvidersFields() {
        var answer = transformer().response(routed("claude-sonnet-4-5", ""), json("""
            {"content": [{"type": "text", "text": "Hi"}], "stop_reason": "stop_sequence", "stop_sequence": "END"}
            """));

        assertThat(answer.choices().getFirst().message().extras().get("provider_specific_fields"))
                .isEqualTo(json("{\"native_finish_reason\": \"stop_sequence\", \"stop_sequence\": \"END\"}"));
    }
}
