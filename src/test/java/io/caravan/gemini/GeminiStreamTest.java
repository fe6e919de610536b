package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.JSON;
import static io.caravan.gemini.GeminiFixture.NOW;
import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.askForStream;
import static io.caravan.gemini.GeminiFixture.byteByByte;
import static io.caravan.gemini.GeminiFixture.chunks;
import static io.caravan.gemini.StreamFixture.accept;
import static io.caravan.gemini.StreamFixture.finish;
import static io.caravan.gemini.StreamFixture.toolCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Answers;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.sse.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiStreamTest {

    private static final String TRANSCRIPT = """
        data: {"candidates":[{"content":{"parts":[{"text":"**Plan** …","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"totalTokenCount":45,"thoughtsTokenCount":25},"modelVersion":"gemini-3-pro-preview","responseId":"r1"}

        data: {"candidates":[{"content":{"parts":[{"text":"I will look it up."}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":6,"totalTokenCount":51,"thoughtsTokenCount":25},"modelVersion":"gemini-3-pro-preview","responseId":"r1"}

        data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"f1","name":"lookup","args":{"q":"x"}},"thoughtSignature":"CpcB…"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":18,"totalTokenCount":63,"thoughtsTokenCount":25},"modelVersion":"gemini-3-pro-preview","responseId":"r1"}

        data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":18,"totalTokenCount":63,"thoughtsTokenCount":25},"modelVersion":"gemini-3-pro-preview","responseId":"r1"}

        """.replace("\n", "\r\n");

    private static final String HELLO = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n";
    private static final String STOP = "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n";

    private final StreamTransformer stream = TRANSFORMER.stream(askForStream());

    @Test
    void transcript_byteByByte_isUnderstood() {
        assertThat(chunks(stream, TRANSCRIPT))
                .containsExactly(
                        ChatChunk.of(Delta.reasoning("**Plan** …")),
                        ChatChunk.of(Delta.content("I will look it up.")),
                        ChatChunk.of(toolCall(0, "f1", "lookup", "{\"q\":\"x\"}", "CpcB…")),
                        finish(0, FinishReason.TOOL_CALLS, "{\"native_finish_reason\":\"STOP\"}"),
                        ChatChunk.usage(new Usage(20, 43, 63, 0, 0, 25)));
        assertThat(stream.finished()).isTrue();
        assertThat(stream.head()).isEqualTo(new ChatStream.Head("r1", NOW, "gemini-3-pro-preview"));
    }

    @Test
    void transcript_throughTheGateway_beginsWithTheRole() {
        ChatStream answer = open(TRANSCRIPT);
        List<ChatChunk> chunks = new ArrayList<>();
        answer.next().ifPresent(chunks::add);
        assertThat(answer.head()).isEqualTo(new ChatStream.Head("r1", NOW, "gemini-3-pro-preview"));
        for (Optional<ChatChunk> next = answer.next(); next.isPresent(); next = answer.next()) {
            chunks.add(next.get());
        }
        assertThat(chunks).hasSize(6).first().isEqualTo(ChatChunk.of(Delta.start()));
    }

    @Test
    void stream_cutOffBeforeTheFinishReason_isAFailure() {
        ChatStream answer = open(HELLO);
        answer.next();
        assertThat(answer.next()).contains(ChatChunk.of(Delta.content("Hi")));
        assertThat(catchThrowableOfType(GatewayException.class, answer::next).code())
                .isEqualTo(ErrorCode.CONNECTION);
    }

    @Test
    void stream_withAnEarlyFinishReason_isHeardToTheEnd() {
        ChatStream answer = open("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"A\"}]},"
                + "\"finishReason\":\"STOP\"}]}\n\n" + HELLO);
        answer.next();
        assertThat(answer.next()).contains(ChatChunk.of(Delta.content("A")));
        assertThat(answer.next()).contains(ChatChunk.of(Delta.content("Hi")));
        assertThat(answer.next()).contains(ChatChunk.finish(0, FinishReason.STOP));
        assertThat(answer.next()).isEmpty();
    }

    @Test
    void head_beforeTheFirstEvent_isNotKnown() {
        assertThatIllegalStateException().isThrownBy(stream::head);
    }

    @Test
    void head_withoutIdAndModel_isMadeUpOnce() {
        accept(stream, HELLO);
        ChatStream.Head head = stream.head();
        accept(stream, STOP);
        assertThat(stream.head()).isEqualTo(head);
        assertThat(head.id()).startsWith("chatcmpl-");
        assertThat(head.model()).isEqualTo("gemini/gemini-2.5-flash");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"error":{"code":429,"message":"Slow down","status":"RESOURCE_EXHAUSTED"}}          | RATE_LIMIT   | 429
        [{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}] | UNAVAILABLE  | 503
        {"error":{"message":"It broke"}}                                                    | SERVER_ERROR | 200
        {"error":"It broke"}                                                                | SERVER_ERROR | 200
        """)
    void error_asAnyEvent_isAFailure(String event, ErrorCode code, int status) {
        for (String before : List.of("", HELLO)) {
            StreamTransformer fresh = TRANSFORMER.stream(askForStream());
            GatewayException failure = catchThrowableOfType(
                    GatewayException.class, () -> chunks(fresh, before + "data: " + event + "\r\n\r\n"));
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.origin()).contains(askForStream().origin().withStatus(status));
            assertThat(fresh.finished()).isFalse();
        }
    }

    @Test
    void error_asTheFirstEvent_failsBeforeAnythingIsPromised() {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class,
                () -> open("data: {\"error\":{\"code\":503,\"message\":\"Busy\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n"));
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"candidates\":", "oops", "\"text\"", "7", "[]", "null"})
    void event_thatIsNoAnswer_isAFailure(String event) {
        assertThat(failure(event).code()).isEqualTo(ErrorCode.BAD_ANSWER);
    }

    private GatewayException failure(String data) {
        return catchThrowableOfType(
                GatewayException.class, () -> stream.accept(ServerSentEvent.of("", data), chunk -> {}));
    }

    private static ChatStream open(String events) {
        UpstreamAnswer answer = new UpstreamAnswer(
                askForStream(),
                200,
                Map.of("content-type", "text/event-stream"),
                byteByByte(events),
                new Answers(JSON, 100_000));
        return (ChatStream) TRANSFORMER.answer(answer);
    }
}
