package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

    private static JsonNode conversation(String messages) {
        return sent(routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [%s]}
            """.formatted(messages)));
    }

    @Test
    void instructions_whereverTheyStand_becomeSystemBlocksInOrder() {
        JsonNode body = conversation("""
            {"role": "system", "content": "One"}, {"role": "user", "content": "Hi"},
            {"role": "developer", "content": [{"type": "text", "text": "Two"}, {"type": "text", "text": "Three"}]},
            {"role": "system", "content": ""}
            """);

        assertThat(body.path("system")).isEqualTo(json("""
            [{"type": "text", "text": "One"}, {"type": "text", "text": "Two"}, {"type": "text", "text": "Three"}]
            """));
        assertThat(body.path("messages")).isEqualTo(json("""
            [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]
            """));
    }

    @Test
    void instructions_withoutText_areNotSent() {
        assertThat(conversation("""
            {"role": "system", "content": " "}, {"role": "user", "content": "Hi"}
            """).has("system")).isFalse();
    }

    @Test
    void cacheControl_onPartsAndMessages_isKeptAndNothingElse() {
        JsonNode body = conversation("""
            {"role": "system", "content": [
               {"type": "text", "text": "Long", "cache_control": {"type": "ephemeral", "ttl": "1h"}, "other": 1}]},
            {"role": "user", "content": "Hi", "cache_control": {"type": "ephemeral"}, "name": "ann"},
            {"role": "assistant", "content": "Yes", "cache_control": "no object"},
            {"role": "user", "content": "Go"}
            """);

        assertThat(body.path("system")).isEqualTo(json("""
            [{"type": "text", "text": "Long", "cache_control": {"type": "ephemeral", "ttl": "1h"}}]
            """));
        assertThat(body.path("messages")).isEqualTo(json("""
            [{"role": "user", "content": [{"type": "text", "text": "Hi", "cache_control": {"type": "ephemeral"}}]},
             {"role": "assistant", "content": [{"type": "text", "text": "Yes"}]},
             {"role": "user", "content": [{"type": "text", "text": "Go"}]}]
            """));
    }

    @Test
    void runs_ofOneRole_becomeOneMessage() {
        assertThat(conversation("""
            {"role": "user", "content": "A"}, {"role": "system", "content": "S"}, {"role": "user", "content": "B"},
            {"role": "assistant", "content": "C"}, {"role": "assistant", "content": "D"},
            {"role": "user", "content": "E"}
            """).path("messages")).isEqualTo(json("""
                [{"role": "user", "content": [{"type": "text", "text": "A"}, {"type": "text", "text": "B"}]},
                 {"role": "assistant", "content": [{"type": "text", "text": "C"}, {"type": "text", "text": "D"}]},
                 {"role": "user", "content": [{"type": "text", "text": "E"}]}]
                """));
    }

    @Test
    void messages_withoutText_areDroppedWithTheirEmptyParts() {
        assertThat(conversation("""
            {"role": "user", "content": [{"type": "text", "text": ""}, {"type": "text", "text": "A"}]},
            {"role": "assistant", "content": ""}, {"role": "user", "content": "\\n"},
            {"role": "user", "content": "B"}
            """).path("messages")).isEqualTo(json("""
                [{"role": "user", "content": [{"type": "text", "text": "A"}, {"type": "text", "text": "B"}]}]
                """));
    }

    @Test
    void refusals_ofEarlierTurns_areText() {
        assertThat(conversation("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "content": [{"type": "refusal", "refusal": "I will not."}]},
            {"role": "user", "content": "B"}
            """).path("messages").path(1)).isEqualTo(json("""
                {"role": "assistant", "content": [{"type": "text", "text": "I will not."}]}
                """));
    }

    @Test
    void answer_thatIsBegun_losesItsTrailingWhiteSpace() {
        assertThat(conversation("""
            {"role": "user", "content": "A"}, {"role": "assistant", "content": " {\\n \\n"}
            """).path("messages").path(1)).isEqualTo(json("""
                {"role": "assistant", "content": [{"type": "text", "text": " {"}]}
                """));
    }

    @Test
    void text_ofTheUserAndOfEarlierAnswers_keepsItsWhiteSpace() {
        assertThat(conversation("""
            {"role": "user", "content": "A "}, {"role": "assistant", "content": "B "},
            {"role": "user", "content": "C "}
            """).path("messages")).isEqualTo(json("""
                [{"role": "user", "content": [{"type": "text", "text": "A "}]},
                 {"role": "assistant", "content": [{"type": "text", "text": "B "}]},
                 {"role": "user", "content": [{"type": "text", "text": "C "}]}]
                """));
    }

    @Test
    void thinkingBlocks_ofEarlierTurns_comeFirstAndUnchanged() {
        assertThat(conversation("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "content": "B", "reasoning_content": "Hm.", "thinking_blocks": [
               {"type": "thinking", "thinking": "Hm. é\\u2028", "signature": "EqQB==", "new": [1.50, null]},
               {"type": "redacted_thinking", "data": "xyz"}]},
            {"role": "user", "content": "C"}
            """).path("messages").path(1)).isEqualTo(json("""
                {"role": "assistant", "content": [
                   {"type": "thinking", "thinking": "Hm. é\\u2028", "signature": "EqQB==", "new": [1.50, null]},
                   {"type": "redacted_thinking", "data": "xyz"}, {"type": "text", "text": "B"}]}
                """));
    }

    @Test
    void thinkingBlocks_withoutSignature_areNotSentBack() {
        assertThat(conversation("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "content": "B", "reasoning_content": "Hm.", "thinking_blocks": [
               {"type": "thinking", "thinking": "Hm."}, {"type": "thinking", "thinking": "Hm.", "signature": ""},
                   {"type": "thinking", "thinking": "Hm.", "signature": null},
               {"type": "other", "signature": "s"}]},
            {"role": "user", "content": "C"}
            """).path("messages").path(1)).isEqualTo(json("""
                {"role": "assistant", "content": [{"type": "text", "text": "B"}]}
                """));
    }

    @Test
    void thinkingBlock_atTheVeryEnd_isLeftAlone() {
        assertThat(conversation("""
            {"role": "user", "content": "A"},
            {"role": "assistant", "thinking_blocks": [{"type": "redacted_thinking", "data": "xyz "}]}
            """).path("messages").path(1)).isEqualTo(json("""
                {"role": "assistant", "content": [{"type": "redacted_thinking", "data": "xyz "}]}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role': 'assistant', 'content': 'A'}, {'role': 'user', 'content': 'B'} | messages.0.role",
                "{'role': 'system', 'content': 'S'}, {'role': 'assistant', 'content': 'A'} | messages.1.role",
                "{'role': 'user', 'content': ''}, {'role': 'assistant', 'content': 'A'} | messages.1.role",
                "{'role': 'system', 'content': 'S'}, {'role': 'developer', 'content': 'D'} | messages",
                "{'role': 'user', 'content': ' '} | messages"
            },
            quoteCharacter = '`')
    void conversation_thatNoUserBegins_isRefused(String messages, String path) {
        Fixture.assertRefused(routed("""
            {"model": "anthropic/claude-sonnet-4-5", "messages": [%s]}
            """.formatted(messages.replace('\'', '"'))), ErrorCode.VALIDATION, path);
    }

    @Test
    void refusal_besideTheContentOfAnEarlierTurn_isTextWhereThereIsNoOther() {
        assertThat(conversation("""
            {"role": "user", "content": "A"}, {"role": "assistant", "content": null, "refusal": "I will not."},
            {"role": "user", "content": "B"}, {"role": "assistant", "content": "C", "refusal": null},
            {"role": "user", "content": "D"}, {"role": "assistant", "content": "E", "refusal": "F"},
            {"role": "user", "content": "G"}
            """).path("messages").findValuesAsText("text"))
                .containsExactly("A", "I will not.", "B", "C", "D", "E", "G");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "developer", "assistant"})
    void pictureOrDocument_outsideTheUsersTurns_isRefusedByItsPlace(String role) {
        for (String part : List.of(
                "{\"type\": \"image_url\", \"image_url\": {\"url\": \"https://a/b.png\"}}",
                "{\"type\": \"file\", \"file\": {\"file_id\": \"f\"}}")) {
            Fixture.assertRefused(
                    routed("""
                        {"model": "anthropic/claude-sonnet-4-5", "messages": [{"role": "user", "content": "A"},
                         {"role": "%s", "content": [{"type": "text", "text": "B"}, %s]}]}
                        """.formatted(role, part)), ErrorCode.UNSUPPORTED_PARAMETER, "messages.1.content.1");
        }
    }
}
