package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class GatheredAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void piecesOfEverything_becomeOneMessage() {
        ChatResponse response = gathered(
                1000,
                ChatChunk.of(Delta.start()),
                ChatChunk.of(Delta.reasoning("Hm")),
                ChatChunk.of(Delta.reasoning("…")),
                ChatChunk.of(Delta.content("Hel")),
                ChatChunk.of(Delta.content("lo")),
                ChatChunk.of(refusal("N")),
                ChatChunk.of(refusal("o")),
                ChatChunk.of(Delta.thinkingBlocks(List.of(json("{\"type\":\"thinking\"}")))),
                ChatChunk.usage(Usage.of(1, 1)),
                ChatChunk.finish(0, FinishReason.LENGTH),
                ChatChunk.usage(Usage.of(9, 4)));

        AssistantMessage message = new AssistantMessage(
                Optional.of("Hello"),
                Optional.of("No"),
                Optional.of("Hm…"),
                List.of(json("{\"type\":\"thinking\"}")),
                List.of(),
                Map.of());
        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "id-1",
                        1_770_000_000,
                        "acme/model",
                        List.of(new ChatResponse.Choice(
                                0, message, Optional.of(FinishReason.LENGTH), Optional.empty())),
                        Optional.of(Usage.of(9, 4)),
                        Map.of()));
    }

    @Test
    void piecesOfCalls_becomeWholeCallsWithoutContent() {
        ChatResponse response = gathered(
                1000,
                ChatChunk.of(Delta.start()),
                ChatChunk.of(call(0, "a", "get_weather", "{\"ci")),
                ChatChunk.of(call(1, "b", "get_time", "")),
                ChatChunk.of(delta(
                        List.of(new ToolCallDelta(
                                0, Optional.empty(), Optional.empty(), "ty\":1}", Map.of("x", json("1")))),
                        Map.of())),
                ChatChunk.finish(0, FinishReason.TOOL_CALLS));

        AssistantMessage message = response.choices().getFirst().message();
        assertThat(message.content()).isEmpty();
        assertThat(message.toolCalls())
                .containsExactly(
                        new ToolCall("a", "get_weather", "{\"city\":1}", Map.of("x", json("1"))),
                        new ToolCall("b", "get_time", "{}", Map.of()));
    }

    @Test
    void extras_areJoinedMemberByMember() {
        ChatResponse response = gathered(
                1000,
                ChatChunk.of(extra("{\"files\":[1],\"deep\":{\"a\":[1]},\"last\":\"old\"}")),
                ChatChunk.of(extra("{\"files\":[2,3],\"deep\":{\"b\":2,\"a\":[2]},\"last\":\"new\",\"more\":true}")));

        assertThat(response.choices().getFirst().message().extras())
                .isEqualTo(Map.of(
                        "fields",
                        json("{\"files\":[1,2,3],\"deep\":{\"a\":[1,2],\"b\":2},\"last\":\"new\",\"more\":true}")));
        assertThat(response.choices().getFirst().message().content()).contains("");
    }

    @Test
    void piecesOfAnOldFunctionsCall_becomeOneCall() {
        ChatResponse response = gathered(
                1000,
                ChatChunk.of(
                        delta(List.of(), Map.of("function_call", json("{\"name\":\"f\",\"arguments\":\"{\\\"a\"}")))),
                ChatChunk.of(delta(List.of(), Map.of("function_call", json("{\"arguments\":\"\\\":1\"}")))),
                ChatChunk.of(delta(List.of(), Map.of("function_call", json("{\"arguments\":\"}\"}")))));

        assertThat(response.choices().getFirst().message().extras())
                .isEqualTo(Map.of("function_call", json("{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}")));
    }

    @Test
    void pieces_areLeftAsTheyCame() {
        ChatChunk first = ChatChunk.of(extra("{\"files\":[1]}"));
        gathered(1000, first, ChatChunk.of(extra("{\"files\":[2]}")));

        assertThat(first).isEqualTo(ChatChunk.of(extra("{\"files\":[1]}")));
    }

    @Test
    void answerWithoutAnyChoice_isNone() {
        GatewayException failure =
                catchThrowableOfType(GatewayException.class, () -> gathered(1000, ChatChunk.usage(Usage.of(1, 0))));

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure).hasMessage("acme answered nothing at all");
    }

    @Test
    void answerOfWhichTooMuchIsNoText_isRefused() {
        assertThat(gathered(12, ChatChunk.of(extra("{\"files\":[]}"))).choices())
                .hasSize(1);
        assertThat(catchThrowableOfType(
                        GatewayException.class,
                        () -> gathered(12, ChatChunk.of(Delta.content("A")), ChatChunk.of(extra("{\"files\":[]}")))))
                .hasMessage("acme answered more than 12 bytes");
        assertThat(catchThrowableOfType(
                        GatewayException.class,
                        () -> gathered(6, ChatChunk.of(Delta.thinkingBlocks(List.of(json("{\"a\":1}")))))))
                .hasMessage("acme answered more than 6 bytes");
        assertThat(catchThrowableOfType(
                        GatewayException.class, () -> gathered(6, piece(0, "", Optional.of(json("{\"a\":1}"))))))
                .hasMessage("acme answered more than 6 bytes");
    }

    @Test
    void alternatives_stayApart() {
        ChatResponse response = gathered(
                1000,
                piece(1, "B", Optional.of(json("{\"content\":[1]}"))),
                piece(0, "A", Optional.empty()),
                piece(1, "b", Optional.of(json("{\"content\":[2]}"))));

        assertThat(response.choices())
                .extracting(choice -> choice.message().content().orElse(""))
                .containsExactly("A", "Bb");
        assertThat(response.choices().getFirst().logprobs()).isEmpty();
        assertThat(response.choices().getLast().logprobs()).contains(json("{\"content\":[1,2]}"));
        assertThat(response.choices()).allMatch(choice -> choice.finishReason().isEmpty());
    }

    @Test
    void answerThatIsTooLong_isRefused() {
        assertThat(gathered(10, ChatChunk.of(Delta.content("0123456789"))).choices())
                .hasSize(1);

        GatewayException failure = catchThrowableOfType(
                GatewayException.class,
                () -> gathered(
                        10,
                        ChatChunk.of(Delta.content("012")),
                        ChatChunk.of(Delta.reasoning("345")),
                        ChatChunk.of(refusal("67")),
                        ChatChunk.of(call(0, "a", "b", "{\"}"))));
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure).hasMessage("acme answered more than 10 bytes");
    }

    private static ChatChunk piece(int index, String text, Optional<JsonNode> logprobs) {
        return ChatChunk.of(new ChatChunk.Choice(index, Delta.content(text), Optional.empty(), logprobs));
    }

    private static Delta refusal(String text) {
        return new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.of(text),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static Delta call(int index, String id, String name, String arguments) {
        return delta(
                List.of(new ToolCallDelta(index, Optional.of(id), Optional.of(name), arguments, Map.of())), Map.of());
    }

    private static Delta extra(String fields) {
        return delta(List.of(), Map.of("fields", json(fields)));
    }

    private static Delta delta(List<ToolCallDelta> calls, Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), calls, extras);
    }

    private static ChatResponse gathered(int limit, ChatChunk... chunks) {
        Provider provider = new Provider(
                "acme", List.of(), List.of(), List.of(), Optional.empty(), true, "http://acme.invalid", Quirks.NONE);
        JsonNode chat = json("{\"model\":\"acme/model\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        UpstreamAnswer answer = new UpstreamAnswer(
                new RoutedRequest(ChatRequestReader.read(chat), provider, "model"),
                200,
                Map.of(),
                InputStream.nullInputStream(),
                new Answers(JSON, limit));
        return new GatheredAnswer(answer, limit).of(new Told(List.of(chunks)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A stream that is known beforehand. */
    private static final class Told implements ChatStream {

        private final Queue<ChatChunk> chunks;

        Told(List<ChatChunk> chunks) {
            this.chunks = new ArrayDeque<>(chunks);
        }

        @Override
        public Head head() {
            return new Head("id-1", 1_770_000_000, "acme/model");
        }

        @Override
        public Optional<ChatChunk> next() {
            return Optional.ofNullable(chunks.poll());
        }

        @Override
        public void beforeWait(Runnable action) {
            // Nothing is waited for.
        }

        @Override
        public void close() {
            chunks.clear();
        }
    }
}
