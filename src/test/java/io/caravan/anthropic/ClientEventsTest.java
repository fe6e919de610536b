package io.caravan.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.client.EventForm;
import io.caravan.client.SentStream;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClientEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ChatChunk START = ChatChunk.of(Delta.start());
    private static final ChatChunk STOP = ChatChunk.finish(0, FinishReason.STOP);

    private final AnthropicClientTransformer transformer = new AnthropicClientTransformer(JSON);

    @Test
    void text_isTheServicesSequenceByteForByte() {
        Usage input = new Usage(9, 0, 9, 2, 0, 0);
        String sent = SentStream.of(
                events(""),
                new ChatChunk(START.choices(), Optional.of(input), Map.of()),
                ChatChunk.of(Delta.content("Grüße \"ß\"")),
                ChatChunk.of(Delta.content("\n")),
                STOP,
                ChatChunk.usage(new Usage(9, 4, 13, 2, 1, 0)));

        assertThat(sent).isEqualTo("""
            event: message_start
            data: {"type":"message_start","message":{"id":"id-1","type":"message","role":"assistant",\
            "model":"model-1","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":2,"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße \\"ß\\""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\n"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"input_tokens":6,"cache_creation_input_tokens":1,"cache_read_input_tokens":2,\
            "cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":0},"output_tokens":4,"cost":null}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
    }

    @Test
    void emptyStream_isAnEmptyMessage() {
        assertThat(types(SentStream.of(events("")))).isEqualTo("message_start message_delta message_stop");
        assertThat(types(SentStream.of(events(""), START, STOP))).isEqualTo("message_start message_delta message_stop");
    }

    @Test
    void thinking_isSignedAtItsEnd() {
        String sent = SentStream.of(
                events(""),
                START,
                ChatChunk.of(Delta.reasoning("H")),
                ChatChunk.of(Delta.reasoning("m")),
                ChatChunk.of(Delta.thinkingBlocks(List.of(signed("Hm", "Eq/+=")))),
                ChatChunk.of(Delta.thinkingBlocks(List.of(json("{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}")))),
                ChatChunk.of(Delta.content("Hi")),
                STOP);

        assertThat(blocks(sent)).isEqualTo("""
            start 0 {"type":"thinking","thinking":"","signature":""}
            delta 0 {"type":"thinking_delta","thinking":"H"}
            delta 0 {"type":"thinking_delta","thinking":"m"}
            delta 0 {"type":"signature_delta","signature":"Eq/+="}
            stop 0
            start 1 {"type":"redacted_thinking","data":"Zm9v"}
            stop 1
            start 2 {"type":"text","text":""}
            delta 2 {"type":"text_delta","text":"Hi"}
            stop 2\
            """);
    }

    @Test
    void thinkingThatComesWhole_isNotSaidTwice() {
        Delta whole = new Delta(
                Optional.empty(),
                Optional.of("Hi"),
                Optional.empty(),
                Optional.of("OneTwo"),
                List.of(signed("One", "s1"), signed("Two", "s2")),
                List.of(),
                Map.of());

        assertThat(blocks(SentStream.of(events(""), ChatChunk.of(whole), STOP))).isEqualTo("""
            start 0 {"type":"thinking","thinking":"","signature":""}
            delta 0 {"type":"thinking_delta","thinking":"One"}
            delta 0 {"type":"signature_delta","signature":"s1"}
            stop 0
            start 1 {"type":"thinking","thinking":"","signature":""}
            delta 1 {"type":"thinking_delta","thinking":"Two"}
            delta 1 {"type":"signature_delta","signature":"s2"}
            stop 1
            start 2 {"type":"text","text":""}
            delta 2 {"type":"text_delta","text":"Hi"}
            stop 2\
            """);
    }

    @Test
    void thinkingThatComesInBothWays_isNotSaidTwice() {
        assertThat(blocks(SentStream.of(
                        events(""),
                        both("On", signed("On", "")),
                        both("e", signed("e", "")),
                        both("", signed("", "s1")))))
                .isEqualTo("""
                    start 0 {"type":"thinking","thinking":"","signature":""}
                    delta 0 {"type":"thinking_delta","thinking":"On"}
                    delta 0 {"type":"thinking_delta","thinking":"e"}
                    delta 0 {"type":"signature_delta","signature":"s1"}
                    stop 0\
                    """);
    }

    @Test
    void thinkingThatIsHidden_hasItsSignature() {
        ChatChunk hidden = ChatChunk.of(Delta.thinkingBlocks(List.of(signed("", "s1"))));

        assertThat(blocks(SentStream.of(events(""), hidden, STOP))).isEqualTo("""
            start 0 {"type":"thinking","thinking":"","signature":""}
            delta 0 {"type":"signature_delta","signature":"s1"}
            stop 0\
            """);
    }

    @Test
    void thinkingThatNobodySigned_isThinking() {
        ChatChunk unsigned = ChatChunk.of(Delta.thinkingBlocks(List.of(signed("Hm", ""))));

        assertThat(blocks(SentStream.of(events(""), unsigned, STOP))).isEqualTo("""
            start 0 {"type":"thinking","thinking":"","signature":""}
            delta 0 {"type":"thinking_delta","thinking":"Hm"}
            stop 0\
            """);
    }

    @Test
    void calls_areBlocksOneAfterTheOther() {
        String sent = SentStream.of(
                events(""),
                START,
                ChatChunk.of(Delta.content("I look.")),
                call(0, "call_1", "look", ""),
                more(0, "{\"at\":"),
                more(0, "\"Paris\"}"),
                call(1, "call_2", "hear", ""),
                more(1, "{}"),
                ChatChunk.finish(0, FinishReason.TOOL_CALLS));

        assertThat(blocks(sent)).isEqualTo("""
            start 0 {"type":"text","text":""}
            delta 0 {"type":"text_delta","text":"I look."}
            stop 0
            start 1 {"type":"tool_use","id":"call_1","name":"look","input":{}}
            delta 1 {"type":"input_json_delta","partial_json":"{\\"at\\":"}
            delta 1 {"type":"input_json_delta","partial_json":"\\"Paris\\"}"}
            stop 1
            start 2 {"type":"tool_use","id":"call_2","name":"hear","input":{}}
            delta 2 {"type":"input_json_delta","partial_json":"{}"}
            stop 2\
            """);
        assertThat(sent).contains("{\"stop_reason\":\"tool_use\",\"stop_sequence\":null}");
    }

    @Test
    void interleavedCalls_waitForTheirTurn() {
        String sent = SentStream.of(
                events(""),
                call(0, "call_1", "look", "{\"at\":"),
                call(1, "call_2", "hear", "{\"n\":"),
                call(2, "call_3", "feel", ""),
                more(1, "2}"),
                more(0, "1}"),
                more(2, "{}"),
                ChatChunk.of(Delta.content("Done")),
                ChatChunk.finish(0, FinishReason.TOOL_CALLS));

        assertThat(blocks(sent)).isEqualTo("""
            start 0 {"type":"tool_use","id":"call_1","name":"look","input":{}}
            delta 0 {"type":"input_json_delta","partial_json":"{\\"at\\":"}
            delta 0 {"type":"input_json_delta","partial_json":"1}"}
            stop 0
            start 1 {"type":"tool_use","id":"call_2","name":"hear","input":{}}
            delta 1 {"type":"input_json_delta","partial_json":"{\\"n\\":2}"}
            stop 1
            start 2 {"type":"tool_use","id":"call_3","name":"feel","input":{}}
            delta 2 {"type":"input_json_delta","partial_json":"{}"}
            stop 2
            start 3 {"type":"text","text":""}
            delta 3 {"type":"text_delta","text":"Done"}
            stop 3\
            """);
    }

    @Test
    void callThatIsNeverWhole_holdsTheOthersBackToTheEnd() {
        String sent = SentStream.of(
                events(""),
                call(0, "call_1", "look", "{\"at\":"),
                ChatChunk.of(Delta.content("Hm")),
                call(1, "call_2", "hear", "{}"),
                ChatChunk.finish(0, FinishReason.LENGTH));

        assertThat(blocks(sent)).isEqualTo("""
            start 0 {"type":"tool_use","id":"call_1","name":"look","input":{}}
            delta 0 {"type":"input_json_delta","partial_json":"{\\"at\\":"}
            stop 0
            start 1 {"type":"text","text":""}
            delta 1 {"type":"text_delta","text":"Hm"}
            stop 1
            start 2 {"type":"tool_use","id":"call_2","name":"hear","input":{}}
            delta 2 {"type":"input_json_delta","partial_json":"{}"}
            stop 2\
            """);
        assertThat(sent).contains("\"max_tokens\"");
    }

    @Test
    void callWithASignature_hasItOnItsBlock() {
        ToolCallDelta call = new ToolCallDelta(
                0,
                Optional.empty(),
                Optional.empty(),
                "{}",
                Map.of("provider_specific_fields", json("{\"thought_signature\":\"Cp==\"}")));

        assertThat(blocks(SentStream.of(events(""), calls(call)))).isEqualTo("""
            start 0 {"type":"tool_use","id":"","name":"",\
            "provider_specific_fields":{"thought_signature":"Cp=="},"input":{}}
            delta 0 {"type":"input_json_delta","partial_json":"{}"}
            stop 0\
            """);
    }

    @Test
    void refusal_isTextThatEndsInRefusal() {
        Delta refusal = new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.of("I won't"),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
        String sent = SentStream.of(events(""), START, ChatChunk.of(refusal), STOP);

        assertThat(sent)
                .contains("{\"type\":\"text_delta\",\"text\":\"I won't\"}")
                .contains("\"refusal\"");
    }

    @Test
    void anthropicsOwnReason_isKept() {
        JsonNode fields = json("{\"native_finish_reason\":\"stop_sequence\"}");
        ChatChunk atTheChunk =
                new ChatChunk(STOP.choices(), Optional.empty(), Map.of("provider_specific_fields", fields));
        Delta atTheDelta = new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("provider_specific_fields", fields));

        assertThat(SentStream.of(events(""), atTheChunk)).contains("{\"stop_reason\":\"stop_sequence\"");
        assertThat(SentStream.of(events(""), ChatChunk.of(atTheDelta), STOP))
                .contains("{\"stop_reason\":\"stop_sequence\"");
    }

    @Test
    void alternatives_areLeftOut() {
        ChatChunk second =
                ChatChunk.of(new ChatChunk.Choice(1, Delta.content("Other"), Optional.empty(), Optional.empty()));

        assertThat(types(SentStream.of(events(""), second, STOP)))
                .isEqualTo("message_start message_delta message_stop");
    }

    @Test
    void failure_isOneErrorAndNoEnd() {
        GatewayException failure = new GatewayException(ErrorCode.UNAVAILABLE, "openai: Overloaded");
        String sent = SentStream.broken(events(""), failure, START, ChatChunk.of(Delta.content("Hi")));

        assertThat(types(sent)).isEqualTo("message_start content_block_start ping content_block_delta error");
        assertThat(sent).endsWith("""
            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"openai: Overloaded"},"request_id":""}

            """);
    }

    @Test
    void jsonForAnOlderClient_isTheInputOfATool() {
        String sent = SentStream.of(
                events(",\"jsonMode\":true"),
                START,
                ChatChunk.of(Delta.content("{\"a\"")),
                ChatChunk.of(Delta.content(":1}")),
                STOP);

        assertThat(blocks(sent)).isEqualTo("""
            start 0 {"type":"tool_use","id":"toolu_json","name":"json_output","input":{}}
            delta 0 {"type":"input_json_delta","partial_json":"{\\"a\\""}
            delta 0 {"type":"input_json_delta","partial_json":":1}"}
            stop 0\
            """);
        assertThat(sent).contains("{\"stop_reason\":\"tool_use\"");
    }

    @Test
    void silence_isFilledWithPings() {
        EventForm events = events("");
        events.ping()[0] = 'x';

        assertThat(new String(events.ping(), UTF_8)).isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        assertThat(events.contentType()).isEqualTo("text/event-stream");
    }

    private EventForm events(String more) {
        ChatRequest request = transformer.olderRequest(json(
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}"));
        return transformer.events(request, SentStream.HEAD);
    }

    private static ChatChunk both(String reasoning, JsonNode block) {
        return ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reasoning),
                List.of(block),
                List.of(),
                Map.of()));
    }

    private static ChatChunk call(int index, String id, String name, String arguments) {
        return calls(new ToolCallDelta(index, Optional.of(id), Optional.of(name), arguments, Map.of()));
    }

    private static ChatChunk more(int index, String arguments) {
        return calls(new ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments, Map.of()));
    }

    private static ChatChunk calls(ToolCallDelta... calls) {
        return ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(calls),
                Map.of()));
    }

    private static JsonNode signed(String thinking, String signature) {
        return JSON.createObjectNode()
                .put("type", "thinking")
                .put("thinking", thinking)
                .put("signature", signature);
    }

    private static String types(String sent) {
        return sent.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .collect(Collectors.joining(" "));
    }

    /** What becomes of the blocks, an event in a line. */
    private static String blocks(String sent) {
        return sent.lines()
                .filter(line -> line.startsWith("data: {\"type\":\"content_block"))
                .map(line -> json(line.substring(6)))
                .map(event -> event.path("type").asText().substring("content_block_".length()) + " "
                        + event.path("index") + " " + event.path("content_block") + event.path("delta"))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    @Test
    void stopSequence_isToldAtTheEnd() {
        JsonNode fields = json("{\"native_finish_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"}");
        String sent = SentStream.of(
                events(""),
                START,
                new ChatChunk(STOP.choices(), Optional.empty(), Map.of("provider_specific_fields", fields)));

        assertThat(sent).contains("\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"}");
    }
}
