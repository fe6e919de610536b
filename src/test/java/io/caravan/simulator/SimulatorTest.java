package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.caravan.call.Call;
import io.caravan.call.CancelReason;
import io.caravan.call.Timeouts;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.error.Origin;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTest {

    private static final Provider SIM = new Provider(
            "sim", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", Quirks.NONE);

    private final TestStage stage = new TestStage();
    private final Simulator simulator = new Simulator(stage.backstage);

    @Test
    void echo_answersWithTheLastUserMessage() {
        ChatResponse response = whole("echo", "");
        assertThat(response.id()).isEqualTo("chatcmpl-1");
        assertThat(response.created()).isEqualTo(1_770_000_000);
        assertThat(response.model()).isEqualTo("echo");
        assertThat(response.usage()).contains(Usage.of(4, 2));
        ChatResponse.Choice choice = response.choices().getFirst();
        assertThat(choice.message().content()).contains("Hello world");
        assertThat(choice.message().reasoning()).isEmpty();
        assertThat(choice.finishReason()).contains(FinishReason.STOP);
    }

    @Test
    void lorem_ofTheSameSeed_saysTheSame() {
        assertThat(text(whole("lorem-n30-s7", "")))
                .isEqualTo(text(whole("lorem", ",\"simulator\":{\"tokens\":30,\"seed\":7}")));
        assertThat(text(whole("lorem-n30-s7", ""))).isEqualTo(text(whole("lorem-n30", ",\"seed\":7")));
        assertThat(text(whole("lorem-n30-s7", ""))).isNotEqualTo(text(whole("lorem-n30-s8", "")));
    }

    @Test
    void reasoning_comesWhenAskedFor() {
        ChatResponse response = whole("echo", ",\"reasoning_effort\":\"low\"");
        assertThat(response.choices().getFirst().message().reasoning().orElseThrow())
                .startsWith("Let me see");
        assertThat(response.usage().orElseThrow().reasoningTokens()).isEqualTo(16);
    }

    @Test
    void structuredOutput_satisfiesItsSchema() {
        String format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"ok\":{\"const\":true}}}}}";
        assertThat(text(whole("echo", format))).isEqualTo("{\"ok\":true}");
    }

    @Test
    void limitAndStop_areHeeded() {
        ChatResponse.Choice limited =
                whole("echo", ",\"max_tokens\":1").choices().getFirst();
        assertThat(limited.message().content()).contains("Hello");
        assertThat(limited.finishReason()).contains(FinishReason.LENGTH);
        assertThat(text(whole("echo", ",\"stop\":[\"wor\"]"))).isEqualTo("Hello ");
    }

    @Test
    void stream_isTheSameAnswerInPieces() {
        ChatStream stream = stream("echo-think1", "");
        assertThat(stream.head()).isEqualTo(new ChatStream.Head("chatcmpl-1", 1_770_000_000, "echo-think1"));
        assertThat(chunks(stream))
                .containsExactly(
                        ChatChunk.of(Delta.start()),
                        ChatChunk.of(Delta.reasoning("Let")),
                        ChatChunk.of(Delta.content("Hello")),
                        ChatChunk.of(Delta.content(" world")),
                        ChatChunk.finish(0, FinishReason.STOP),
                        ChatChunk.usage(new Usage(4, 3, 7, 0, 0, 1)));
    }

    @Test
    void stream_tellsBeforeItWaits() {
        List<Integer> waitsBefore = new ArrayList<>();
        ChatStream stream = stream("lorem-n3-t100-r10", "");
        assertThat(stage.patience.waits()).containsExactly(100L);
        stream.beforeWait(() -> waitsBefore.add(stage.patience.waits().size()));
        chunks(stream);
        assertThat(waitsBefore).containsExactly(1, 2);
        assertThat(stage.patience.waits()).containsExactly(100L, 100L, 100L);
    }

    @Test
    void wholeAnswer_atAPace_takesItsTime() {
        whole("lorem-n20-t500-r10", "");
        assertThat(stage.patience.waits()).containsExactly(2500L);
    }

    @ParameterizedTest
    @CsvSource({
        "lorem-e401, AUTHENTICATION, 401",
        "lorem-e429, RATE_LIMIT, 429",
        "lorem-e500, SERVER_ERROR, 500",
        "lorem-e503, UNAVAILABLE, 503",
        "lorem-html502, SERVER_ERROR, 502",
        "lorem-cut0, CONNECTION, 200",
        "lorem-end0, CONNECTION, 200",
        "lorem-stall0, CONNECTION, 200",
        "lorem-err0, SERVER_ERROR, 200",
        "lorem-bad0, BAD_ANSWER, 200"
    })
    void fault_beforeTheFirstToken_failsTheCallItself(String model, ErrorCode code, int status) {
        for (boolean stream : List.of(false, true)) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(() -> answer(model, ",\"stream\":" + stream))
                    .satisfies(failure -> {
                        assertThat(failure.code()).isEqualTo(code);
                        assertThat(failure.origin())
                                .contains(new Origin("sim", "sim/" + model, OptionalInt.of(status)));
                        assertThat(failure.getMessage()).startsWith("sim");
                    });
        }
    }

    @Test
    void status429_tellsWhenToComeAgain() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> whole("lorem-e429-retry30", ""))
                .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({"cut2, CONNECTION", "end2, CONNECTION", "stall2, CONNECTION", "err2, SERVER_ERROR", "bad2, BAD_ANSWER"})
    void fault_inTheMiddle_failsTheStream(String part, ErrorCode code) {
        ChatStream stream = stream("lorem-n9-r0-" + part, "");
        assertThat(List.of(stream.next(), stream.next(), stream.next())).allMatch(Optional::isPresent);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(stream::next)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, '', model",
        "lorem-n0x, '', model",
        "lorem, ',\"simulator\":{\"what\":1}', simulator.what",
        "lorem, ',\"n\":2', n"
    })
    void request_thatIsWrong_isRefusedNamingTheMember(String model, String more, String path) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> answer(model, more))
                .satisfies(failure -> {
                    assertThat(failure.code().status()).isEqualTo(400);
                    assertThat(failure.fields().getFirst().path()).isEqualTo(path);
                });
    }

    @Test
    void stream_closedByAnotherThread_endsItsWaitAtOnce() {
        ChatStream stream = (ChatStream) live().answer(request("lorem-r0-stall1", ",\"stream\":true"));
        stream.next();
        stream.next();
        CompletableFuture<GatewayException> end = failureOf(stream);
        stream.close();
        assertThat(end)
                .succeedsWithin(Duration.ofSeconds(2))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION));
    }

    @Test
    void call_cancelled_endsTheStreamForThatReason() {
        Call call = call();
        ChatStream stream = ScopedValue.where(Call.CURRENT, call)
                .call(() -> (ChatStream) live().answer(request("lorem-r0-stall1", ",\"stream\":true")));
        stream.next();
        stream.next();
        CompletableFuture<GatewayException> end = failureOf(stream);
        call.cancel(CancelReason.IDLE_TIMEOUT);
        assertThat(end).succeedsWithin(Duration.ofSeconds(2)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(failure).hasMessage("sim fell silent in the middle of its answer");
        });
    }

    @ParameterizedTest
    @CsvSource({"lorem-slow60000, false", "lorem-r1, false", "lorem-t60000, true", "lorem-stall0, true"})
    void call_cancelled_endsWhateverWaitThereIs(String model, boolean stream) {
        Call call = call();
        call.cancel(CancelReason.CLIENT_GONE);
        ScopedValue.where(Call.CURRENT, call)
                .run(() -> assertThatExceptionOfType(GatewayException.class)
                        .isThrownBy(() -> live().answer(request(model, ",\"stream\":" + stream)))
                        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED)));
    }

    private Simulator live() {
        return new Simulator(
                new Backstage(TestStage.JSON, stage.backstage.clock(), stage.backstage.ids(), ClockPatience::new));
    }

    private static Call call() {
        return new Call("1", new Timeouts(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
    }

    /** How the next wait of a stream ends; it has begun when this returns. */
    private static CompletableFuture<GatewayException> failureOf(ChatStream stream) {
        CompletableFuture<GatewayException> end = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                stream.next();
            } catch (GatewayException failure) {
                end.complete(failure);
            }
        });
        while (reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return end;
    }

    private static List<ChatChunk> chunks(ChatStream stream) {
        List<ChatChunk> chunks = new ArrayList<>();
        try (stream) {
            for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
                chunks.add(chunk.get());
            }
        }
        return chunks;
    }

    private static String text(ChatResponse response) {
        return response.choices().getFirst().message().content().orElseThrow();
    }

    private ChatResponse whole(String model, String more) {
        return (ChatResponse) answer(model, more);
    }

    private ChatStream stream(String model, String more) {
        return (ChatStream) answer(model, ",\"stream\":true" + more);
    }

    private Object answer(String model, String more) {
        return simulator.answer(request(model, more));
    }

    private static RoutedRequest request(String model, String more) {
        ChatRequest chat = ChatRequestReader.read(TestStage.json("{\"model\":\"sim/" + model
                + "\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},"
                + "{\"role\":\"user\",\"content\":\"Hello world\"}]" + more + "}"));
        return new RoutedRequest(chat, SIM, model);
    }
}
