package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.askForStream;
import static io.caravan.gemini.GeminiFixture.chunks;
import static io.caravan.gemini.GeminiFixture.json;
import static io.caravan.gemini.StreamFixture.accept;
import static io.caravan.gemini.StreamFixture.end;
import static io.caravan.gemini.StreamFixture.extra;
import static io.caravan.gemini.StreamFixture.fields;
import static io.caravan.gemini.StreamFixture.finish;
import static io.caravan.gemini.StreamFixture.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.provider.StreamTransformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedChoiceTest {

    private static final String FIRST_STOPS =
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"A\"}]},\"finishReason\":\"STOP\"}]}\n\n";

    private final StreamTransformer stream = TRANSFORMER.stream(askForStream());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"candidates\":[]}",
                "{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":5}}",
                "{\"promptFeedback\":{\"safetyRatings\":[]}}",
                "{\"candidates\":[{\"index\":0}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]}}]}",
                "{\"somethingNew\":true}"
            })
    void event_withoutContent_givesNothing(String event) {
        assertThat(accept(stream, "data: " + event + "\n\n")).isEmpty();
        assertThat(stream.finished()).isFalse();
    }

    @Test
    void toolCalls_areCountedOverTheWholeStream() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"f1","name":"a","args":{}},"thoughtSignature":"s"},{"functionCall":{"id":"f2","name":"b"}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"f3","name":"c","args":{"x":1}}}]},"finishReason":"STOP"}]}

            """))
                .containsExactly(
                        ChatChunk.of(toolCall(0, "f1", "a", "{}", "s")),
                        ChatChunk.of(toolCall(1, "f2", "b", "{}", "")),
                        ChatChunk.of(toolCall(2, "f3", "c", "{\"x\":1}", "")),
                        finish(0, FinishReason.TOOL_CALLS, "{\"native_finish_reason\":\"STOP\"}"));
    }

    @Test
    void toolCall_withoutId_getsOne() {
        ToolCallDelta call = accept(
                        stream,
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"a\"}}]}}]}\n\n")
                .getFirst()
                .choices()
                .getFirst()
                .delta()
                .toolCalls()
                .getFirst();
        assertThat(call.id().orElseThrow()).startsWith("call_").hasSize(41);
    }

    @Test
    void signature_onAnEmptyText_isKept() {
        assertThat(
                        accept(
                                stream,
                                "data:"
                                    + " {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"s\"}]}}]}\n\n"))
                .containsExactly(ChatChunk.of(extra(fields("{\"thought_signature\":\"s\"}"))));
    }

    @Test
    void partsOfOtherKinds_areKept() {
        assertThat(accept(stream, """
            data: {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"executableCode":{"code":"1"}}]}}]}

            """))
                .containsExactly(
                        ChatChunk.of(extra(Map.of("images", json("""
                            [{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]\
                            """)))),
                        ChatChunk.of(extra(fields("{\"parts\":[{\"executableCode\":{\"code\":\"1\"}}]}"))));
    }

    @Test
    void picture_withASignature_keepsIt() {
        assertThat(accept(stream, """
            data: {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="},"thoughtSignature":"s"}]}}]}

            """)).containsExactly(ChatChunk.of(extra(Map.of("images", json("""
                [{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="},
                  "provider_specific_fields":{"thought_signature":"s"}}]\
                """)))));
    }

    @Test
    void toolCall_withoutName_isNoCall() {
        assertThat(accept(
                        stream,
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"args\":{}}}]}}]}\n\n"))
                .containsExactly(ChatChunk.of(extra(fields("{\"parts\":[{\"functionCall\":{\"args\":{}}}]}"))));
    }

    @Test
    void sources_ofAllEvents_comeWithTheEnd() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"citationMetadata":{"citationSources":[]}}]}

            data: {"candidates":[{"finishReason":"STOP","groundingMetadata":{"webSearchQueries":["x"]}}]}

            """)).last().isEqualTo(finish(0, FinishReason.STOP, """
                {"citation_metadata":{"citationSources":[]},"grounding_metadata":{"webSearchQueries":["x"]}}\
                """));
    }

    @Test
    void logprobs_comeOnceWithTheirText() {
        List<ChatChunk> chunks = accept(stream, """
            data: {"candidates":[{"content":{"parts":[{"text":"Hi"},{"text":"!"}]},"logprobsResult":{"chosenCandidates":[{"token":"Hi","logProbability":-0.5}]}}]}

            """);
        assertThat(chunks)
                .extracting(chunk -> chunk.choices().getFirst().logprobs())
                .containsExactly(Optional.of(json("""
                    {"content":[{"token":"Hi","logprob":-0.5,"bytes":null,"top_logprobs":[]}],"refusal":null}\
                    """)), Optional.empty());
    }

    @Test
    void candidates_endTogetherInTheOrderOfTheirNumbers() {
        assertThat(chunks(stream, """
            data: {"candidates":[{"content":{"parts":[{"text":"A"}]}},{"content":{"parts":[{"text":"B"}]},"index":1}]}

            data: {"candidates":[{"finishReason":"STOP","index":1}]}

            data: {"candidates":[{"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3}}

            """))
                .containsExactly(
                        ChatChunk.of(Delta.content("A")),
                        content(1, "B"),
                        ChatChunk.finish(0, FinishReason.STOP),
                        ChatChunk.finish(1, FinishReason.STOP),
                        ChatChunk.usage(Usage.of(1, 2)));
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void candidate_thatAppearsAfterTheEndOfAnother_isHeard() {
        accept(stream, FIRST_STOPS);
        assertThat(accept(
                        stream,
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"B\"}]},\"index\":1}]}\n\n"))
                .containsExactly(content(1, "B"));
        accept(stream, "data: {\"candidates\":[{\"finishReason\":\"STOP\",\"index\":1}]}\n\n");
        assertThat(end(stream))
                .containsExactly(ChatChunk.finish(0, FinishReason.STOP), ChatChunk.finish(1, FinishReason.STOP));
        assertThat(stream.finished()).isTrue();
    }

    @Test
    void candidate_thatIsCutOffAfterTheEndOfAnother_leavesTheStreamUnfinished() {
        accept(stream, FIRST_STOPS);
        accept(stream, "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"B\"}]},\"index\":1}]}\n\n");
        assertThat(end(stream)).isEmpty();
        assertThat(stream.finished()).isFalse();
    }

    private static ChatChunk content(int index, String text) {
        return ChatChunk.of(new ChatChunk.Choice(index, Delta.content(text), Optional.empty(), Optional.empty()));
    }
}
