package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.caravan.call.Call;
import io.caravan.call.CancelReason;
import io.caravan.call.Timeouts;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.http.HttpAnswer;
import io.caravan.http.StreamingBody;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFaultsTest {

    private final TestStage stage = new TestStage();
    private final OpenAiSimulator simulator = new OpenAiSimulator(stage.backstage);

    @Test
    void cutStream_isAbortedAfterItsTokens() throws IOException {
        RecordingSink sink = RecordingSink.of(stream("lorem-n20-r0-cut5"));
        assertThat(sink.aborted()).isTrue();
        assertThat(sink.data()).hasSize(6).noneMatch(data -> data.contains("finish_reason\":\"stop"));
    }

    @Test
    void endedStream_hasNoEndMarkButAnEnd() throws IOException {
        RecordingSink sink = RecordingSink.of(stream("lorem-n20-r0-end5"));
        assertThat(sink.aborted()).isFalse();
        assertThat(sink.data()).hasSize(6).doesNotContain("[DONE]");
    }

    @Test
    void stalledStream_sendsItsTokensBeforeItFallsSilent() {
        stage.patience.leavingAfter(Duration.ofSeconds(9));
        StreamingBody body = stream("lorem-n20-r0-stall5");
        RecordingSink sink = new RecordingSink();
        assertThatIOException().isThrownBy(() -> body.writeTo(sink));
        assertThat(sink.data()).hasSize(6);
        assertThat(stage.patience.waits()).containsExactly(9000L);
    }

    @Test
    void stalledStream_thatNobodyLeaves_isAborted() throws IOException {
        assertThat(RecordingSink.of(stream("lorem-stall0")).aborted()).isTrue();
    }

    @Test
    void interruptedStream_endsInAnError() throws IOException {
        RecordingSink sink = RecordingSink.of(stream("lorem-n20-r0-err3"));
        assertThat(sink.data()).hasSize(5).doesNotContain("[DONE]");
        assertThat(TestStage.json(sink.data().getLast()))
                .isEqualTo(TestStage.json("{\"error\":{\"message\":\"The server had an error\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":null}}"));
    }

    @Test
    void errorAfterNoToken_isTheFirstEvent() throws IOException {
        assertThat(RecordingSink.of(stream("lorem-err0")).data())
                .singleElement()
                .asString()
                .startsWith("{\"error\"");
    }

    @Test
    void malformedEvent_isFollowedByTheRest() throws IOException {
        RecordingSink sink = RecordingSink.of(stream("lorem-n5-r0-bad2"));
        assertThat(sink.data()).hasSize(9).endsWith("[DONE]");
        assertThat(sink.data().get(3)).isEqualTo("{\"broken\": ");
    }

    @Test
    void splitStream_isWrittenByteByByte() throws IOException {
        RecordingSink sink = RecordingSink.of(stream("lorem-n20-r0-utf8"));
        assertThat(sink.writes()).allMatch(write -> write.length == 1);
        assertThat(sink.text()).contains("안녕", "🌍").endsWith("data: [DONE]\n\n");
    }

    @Test
    void slowAnswer_keepsWaitingBeforeAnything() {
        TestStage.body(ask("lorem-slow2000-e503", true), 503);
        assertThat(stage.patience.waits()).containsExactly(2000L);
    }

    @Test
    void slowAnswer_whoseCallerLeaves_isCancelled() {
        stage.patience.leavingAfter(Duration.ofSeconds(1));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> ask("lorem-slow2000", false))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void wholeAnswer_atAPace_takesItsTime() {
        ask("lorem-n20-t500-r10", false);
        assertThat(stage.patience.waits()).containsExactly(2500L);
    }

    @Test
    void wholeAnswer_whoseCallerLeaves_isCancelled() {
        stage.patience.leavingAfter(Duration.ofSeconds(1));
        assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> ask("lorem-n20-r1", false));
    }

    @Test
    void wholeAnswer_cut_isAbortedHalfway() throws IOException {
        RecordingSink sink = RecordingSink.of(ask("lorem-cut5", false));
        assertThat(sink.aborted()).isTrue();
        assertThat(sink.text()).startsWith("{\"id\"").doesNotEndWith("}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lorem-end5", "lorem-bad5"})
    void wholeAnswer_endedOrMalformed_isHalf(String model) throws IOException {
        RecordingSink sink = RecordingSink.of(ask(model, false));
        assertThat(sink.aborted()).isFalse();
        assertThat(sink.text()).startsWith("{\"id\"").doesNotEndWith("}");
    }

    @Test
    void wholeAnswer_stalled_waitsAndBreaks() throws IOException {
        RecordingSink sink = RecordingSink.of(ask("lorem-stall5", false));
        assertThat(sink.aborted()).isTrue();
        assertThat(stage.patience.waits()).containsExactly(Duration.ofMinutes(5).toMillis());
    }

    @Test
    void wholeAnswer_stalled_endsWhenItIsClosed() {
        StreamingBody body = (StreamingBody) ask("lorem-stall5", false);
        assertThat(body.contentType()).isEqualTo("application/json");
        assertThat(body.keepAlive()).isEmpty();
        body.close();
        assertThatIOException().isThrownBy(() -> body.writeTo(new RecordingSink()));
    }

    @Test
    void wholeAnswer_withError_isThatError() {
        assertThat(TestStage.body(ask("lorem-err5", false), 200).has("error")).isTrue();
    }

    @Test
    void wholeAnswer_split_isWrittenByteByByte() throws IOException {
        RecordingSink sink = RecordingSink.of(ask("lorem-utf8", false));
        assertThat(sink.writes()).allMatch(write -> write.length == 1);
        assertThat(TestStage.json(sink.text()).at("/choices/0/message/content").asText())
                .contains("안녕");
    }

    @Test
    void page_inPlaceOfAnAnswer_isHtml() {
        HttpAnswer answer = (HttpAnswer) ask("lorem-html502", true);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.contentType()).isEqualTo("text/html");
        assertThat(answer.headers()).isEmpty();
        assertThat(new String(answer.body(), UTF_8)).startsWith("<html>").contains("<h1>502</h1>");
        assertThat(((HttpAnswer) ask("lorem-html503-retry9", true)).headers()).containsEntry("Retry-After", "9");
    }

    @Test
    void stream_hasNoPingsOfItsOwn() {
        try (StreamingBody body = stream("lorem")) {
            assertThat(body.keepAlive()).isEmpty();
            assertThat(body.contentType()).isEqualTo("text/event-stream");
        }
        assertThat(stage.patience.ended()).isTrue();
    }

    @Test
    void stalledStream_inRealTime_endsAtOnceWhenItsCallIsCancelled() {
        Backstage live =
                new Backstage(TestStage.JSON, stage.backstage.clock(), stage.backstage.ids(), ClockPatience::new);
        Call call = new Call("1", new Timeouts(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
        OpenAiSimulator real = new OpenAiSimulator(live);
        StreamingBody body = ScopedValue.where(Call.CURRENT, call)
                .call(() -> (StreamingBody) real.chat(request("lorem-n3-r0-stall1", true), "Bearer any"));
        CompletableFuture<IOException> end = new CompletableFuture<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                body.writeTo(new RecordingSink());
            } catch (IOException clientGone) {
                end.complete(clientGone);
            }
        });
        while (writer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        call.cancel(CancelReason.CLIENT_GONE);
        assertThat(end).succeedsWithin(Duration.ofSeconds(2)).isNotNull();
    }

    private StreamingBody stream(String model) {
        return (StreamingBody) ask(model, true);
    }

    private Object ask(String model, boolean stream) {
        return simulator.chat(request(model, stream), "Bearer any");
    }

    private static byte[] request(String model, boolean stream) {
        return TestStage.bytes("{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }
}
