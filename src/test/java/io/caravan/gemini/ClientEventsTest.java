package io.caravan.gemini;

import static io.caravan.gemini.ClientFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.Test;

class ClientEventsTest {

    private static final ChatChunk START = ChatChunk.of(Delta.start());
    private static final ChatChunk STOP = ChatChunk.finish(0, FinishReason.STOP);
    private static final JsonNode SIGNED = json("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq/+=\"}");

    @Test
    void text_isPiecesAndAnEnd_asServerSentEvents() {
        assertThat(SentStream.of(
                        events("alt=sse"),
                        START,
                        ChatChunk.of(Delta.content("Grüße \"ß\"")),
                        ChatChunk.of(Delta.content("\n")),
                        STOP,
                        ChatChunk.usage(new Usage(9, 4, 13, 0, 0, 0))))
                .isEqualTo("""
                    data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Grüße \\"ß\\""}]},"index":0}],\
                    "modelVersion":"model-1","responseId":"id-1"}

                    data: {"candidates":[{"content":{"role":"model","parts":[{"text":"\\n"}]},"index":0}],\
                    "modelVersion":"model-1","responseId":"id-1"}

                    data: {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],\
                    "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13,"cost":null},\
                    "modelVersion":"model-1","responseId":"id-1"}

                    """);
    }

    @Test
    void text_isAnArray_withoutServerSentEvents() {
        assertThat(SentStream.of(events(""), START, ChatChunk.of(Delta.content("Hi")), STOP))
                .isEqualTo("""
                    [{"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"index":0}],\
                    "modelVersion":"model-1","responseId":"id-1"},
                    {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],\
                    "modelVersion":"model-1","responseId":"id-1"}]
                    """);
    }

    @Test
    void emptyStream_isAnEnd() {
        assertThat(pieces(SentStream.of(events("")))).isEqualTo(json("""
            [{"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],
              "modelVersion":"model-1","responseId":"id-1"}]\
            """));
    }

    @Test
    void form_hasItsTypeAndWhiteSpaceForSilence() {
        assertThat(events("alt=sse").contentType()).isEqualTo("text/event-stream");
        assertThat(events("").contentType()).isEqualTo("application/json");
        assertThat(events("alt=sse").ping()).containsExactly('\n');
    }

    @Test
    void call_comesWholeOnceItIs() {
        JsonNode pieces = pieces(SentStream.of(
                events(""),
                calls(call(0, "call_1", "look", "{\"at\":")),
                calls(more(0, "\"Paris\"}"), call(1, "call_2", "hear", "")),
                calls(more(0, " ")),
                calls(more(1, "{}")),
                calls(call(2, "call_3", "feel", "")),
                ChatChunk.finish(0, FinishReason.TOOL_CALLS)));

        assertThat(pieces).hasSize(3);
        assertThat(parts(pieces, 0))
                .isEqualTo(
                        json("[{\"functionCall\":{\"id\":\"call_1\",\"name\":\"look\",\"args\":{\"at\":\"Paris\"}}}]"));
        assertThat(parts(pieces, 1))
                .isEqualTo(json("[{\"functionCall\":{\"id\":\"call_2\",\"name\":\"hear\",\"args\":{}}}]"));
        assertThat(parts(pieces, 2))
                .isEqualTo(json("[{\"functionCall\":{\"id\":\"call_3\",\"name\":\"feel\",\"args\":{}}}]"));
        assertThat(pieces.at("/2/candidates/0/finishReason").textValue()).isEqualTo("STOP");
    }

    @Test
    void callWithASignature_hasItOnItsPart() {
        ToolCallDelta call = new ToolCallDelta(
                0,
                Optional.empty(),
                Optional.empty(),
                "{}",
                Map.of("provider_specific_fields", json("{\"thought_signature\":\"Cp==\"}")));

        assertThat(parts(pieces(SentStream.of(events(""), calls(call), STOP)), 0))
                .isEqualTo(json("""
                    [{"functionCall":{"id":"","name":"","args":{}},"thoughtSignature":"Cp=="}]\
                    """));
    }

    @Test
    void thinking_isThoughts_signedAtTheirEnd() {
        JsonNode redacted = json("{\"type\":\"redacted_thinking\",\"data\":\"Zm9v\"}");
        JsonNode pieces = pieces(SentStream.of(
                events(""),
                START,
                ChatChunk.of(Delta.reasoning("H")),
                ChatChunk.of(Delta.reasoning("m")),
                ChatChunk.of(Delta.thinkingBlocks(List.of(SIGNED))),
                ChatChunk.of(Delta.thinkingBlocks(List.of(redacted))),
                STOP));
        String turns =
                "{\"role\":\"model\",\"parts\":%s},{\"role\":\"model\",\"parts\":%s},{\"role\":\"model\",\"parts\":%s},{\"role\":\"model\",\"parts\":%s}"
                        .formatted(parts(pieces, 0), parts(pieces, 1), parts(pieces, 2), parts(pieces, 3));

        assertThat(parts(pieces, 0)).isEqualTo(json("[{\"text\":\"H\",\"thought\":true}]"));
        assertThat(parts(pieces, 2).at("/0/text").textValue()).isEmpty();
        assertThat(ClientFixture.turns(turns).messages().getFirst().thinkingBlocks())
                .containsExactly(SIGNED, redacted);
    }

    @Test
    void thinkingThatComesWhole_isNotSaidTwice() {
        JsonNode pieces = pieces(SentStream.of(events(""), both("HmHm", SIGNED, SIGNED), STOP));

        assertThat(parts(pieces, 0)).hasSize(2);
        assertThat(parts(pieces, 0).at("/0/text").textValue()).isEqualTo("Hm");
        assertThat(parts(pieces, 0).at("/1/text").textValue()).isEqualTo("Hm");
    }

    @Test
    void thinkingThatComesInBothWays_isNotSaidTwice() {
        JsonNode unsigned = json("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"\"}");
        JsonNode pieces = pieces(SentStream.of(events(""), both("Hm", unsigned), both("", SIGNED), STOP));

        assertThat(parts(pieces, 0)).isEqualTo(json("[{\"text\":\"Hm\",\"thought\":true}]"));
        assertThat(parts(pieces, 1)).hasSize(1);
        assertThat(parts(pieces, 1).at("/0/text").textValue()).isEmpty();
        assertThat(parts(pieces, 1).at("/0/thoughtSignature").textValue()).isNotBlank();
    }

    @Test
    void signatureOfText_staysOnAText() {
        Delta signed = new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.of("No"),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(
                        "provider_specific_fields",
                        json("{\"thought_signature\":\"Cp==\",\"native_finish_reason\":\"RECITATION\"}"),
                        "images",
                        json("[{\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]")));
        JsonNode pieces = pieces(
                SentStream.of(events(""), ChatChunk.of(signed), ChatChunk.finish(0, FinishReason.CONTENT_FILTER)));

        assertThat(parts(pieces, 0)).isEqualTo(json("""
            [{"text":"","thoughtSignature":"Cp=="},{"text":"No"},
             {"inlineData":{"mimeType":"image/png","data":"AAAA"}}]\
            """));
        assertThat(pieces.at("/1/candidates/0/finishReason").textValue()).isEqualTo("RECITATION");
    }

    @Test
    void reasonToldBesideTheChunk_counts() {
        ChatChunk end = new ChatChunk(
                ChatChunk.finish(0, FinishReason.CONTENT_FILTER).choices(),
                Optional.empty(),
                Map.of("provider_specific_fields", json("{\"native_finish_reason\":\"SPII\"}")));

        assertThat(pieces(SentStream.of(events(""), end))
                        .at("/0/candidates/0/finishReason")
                        .textValue())
                .isEqualTo("SPII");
    }

    @Test
    void alternatives_areCandidates() {
        ChatChunk second =
                ChatChunk.of(new ChatChunk.Choice(1, Delta.content("Other"), Optional.empty(), Optional.empty()));
        JsonNode pieces = pieces(SentStream.of(
                events(""), second, ChatChunk.of(Delta.content("Hi")), ChatChunk.finish(1, FinishReason.LENGTH), STOP));

        assertThat(pieces.at("/0/candidates/0/index").intValue()).isEqualTo(1);
        assertThat(pieces.at("/1/candidates/0/index").intValue()).isZero();
        assertThat(pieces.at("/2/candidates")).isEqualTo(json("""
            [{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0},
             {"content":{"role":"model","parts":[{"text":""}]},"finishReason":"MAX_TOKENS","index":1}]\
            """));
    }

    @Test
    void failure_isOneErrorAndNoEnd() {
        String error = "{\"error\":{\"code\":503,\"message\":\"openai: Overloaded\",\"status\":\"UNAVAILABLE\"}}";
        GatewayException overload = new GatewayException(ErrorCode.UNAVAILABLE, "openai: Overloaded");
        ChatChunk hi = ChatChunk.of(Delta.content("Hi"));

        assertThat(SentStream.broken(events("alt=sse"), overload, hi))
                .endsWith("\n\ndata: " + error + "\n\n")
                .doesNotContain("finishReason");
        assertThat(SentStream.broken(events(""), overload, hi)).endsWith("},\n" + error + "]\n");
        assertThat(SentStream.broken(events(""), overload)).isEqualTo("[" + error + "]\n");
    }

    private static EventForm events(String query) {
        ChatRequest request = ClientFixture.TRANSFORMER.request(
                json("{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"), "/m:streamGenerateContent", query);
        return ClientFixture.TRANSFORMER.events(request, SentStream.HEAD);
    }

    private static ChatChunk both(String reasoning, JsonNode... blocks) {
        return ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reasoning),
                List.of(blocks),
                List.of(),
                Map.of()));
    }

    private static ToolCallDelta call(int index, String id, String name, String arguments) {
        return new ToolCallDelta(index, Optional.of(id), Optional.of(name), arguments, Map.of());
    }

    private static ToolCallDelta more(int index, String arguments) {
        return new ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments, Map.of());
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

    private static JsonNode pieces(String array) {
        return json(array);
    }

    private static JsonNode parts(JsonNode pieces, int index) {
        return pieces.path(index).at("/candidates/0/content/parts");
    }

    @Test
    void probabilities_comeWithTheirPiece() {
        JsonNode logprobs = json("{\"content\":[{\"token\":\"Hi\",\"logprob\":-0.5}]}");
        ChatChunk piece =
                ChatChunk.of(new ChatChunk.Choice(0, Delta.content("Hi"), Optional.empty(), Optional.of(logprobs)));

        assertThat(SentStream.of(events("alt=sse"), START, piece, STOP)).startsWith("""
            data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"index":0,\
            "logprobsResult":{"topCandidates":[{"candidates":[]}],\
            "chosenCandidates":[{"token":"Hi","logProbability":-0.5}]}}],\
            "modelVersion":"model-1","responseId":"id-1"}
            """);
    }
}
