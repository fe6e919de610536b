package io.caravan.ernie;

import static io.caravan.ernie.ErnieFixture.ask;
import static io.caravan.ernie.ErnieFixture.json;
import static io.caravan.ernie.ErnieFixture.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErnieStreamTest {

    private static String event(String members) {
        return "data: {\"id\":\"as-x\",\"created\":1770000000," + members + "}\n\n";
    }

    @Test
    void pieces_comeAsTheyAreSaid() {
        assertThat(chunks(
                        event("\"result\":\"Hel\",\"is_end\":false,\"finish_reason\":\"length\","
                                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}"),
                        event("\"result\":\"\",\"is_end\":false"),
                        "data: [DONE]\n\n",
                        event("\"result\":\"lo\",\"is_end\":true,\"finish_reason\":\"normal\"")))
                .containsExactly(
                        ChatChunk.of(Delta.start()),
                        ChatChunk.of(Delta.content("Hel")),
                        ChatChunk.of(Delta.content("lo")),
                        ChatChunk.finish(0, FinishReason.STOP),
                        ChatChunk.usage(Usage.of(9, 1)));
    }

    @Test
    void lastUsage_counts() {
        assertThat(chunks(
                                event("\"result\":\"Hi\",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}"),
                                event("\"result\":\"\",\"is_end\":true,\"is_truncated\":true,"
                                        + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}"))
                        .subList(2, 4))
                .containsExactly(ChatChunk.finish(0, FinishReason.LENGTH), ChatChunk.usage(Usage.of(9, 4)));
    }

    @Test
    void sources_comeWithTheEnd() {
        ChatChunk last = chunks(event("\"result\":\"Hi\",\"is_end\":true,\"search_info\":{\"a\":1}"))
                .getLast();

        assertThat(last.choices().getFirst().delta().extras())
                .isEqualTo(Map.of("provider_specific_fields", json("{\"search_info\":{\"a\":1}}")));
    }

    @Test
    void call_isToldOnceAfterItsThoughts() {
        String call = "\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\",\"thoughts\":\"Hm\"}";
        List<ChatChunk> chunks =
                chunks(event("\"result\":\"\"," + call), event("\"result\":\"\",\"is_end\":true," + call));

        assertThat(chunks).hasSize(4);
        assertThat(chunks.get(1)).isEqualTo(ChatChunk.of(Delta.reasoning("Hm")));
        Delta.ToolCallDelta made =
                chunks.get(2).choices().getFirst().delta().toolCalls().getFirst();
        assertThat(made.index()).isZero();
        assertThat(made.id().orElseThrow()).startsWith("call_");
        assertThat(made.name()).isEqualTo(Optional.of("f"));
        assertThat(made.arguments()).isEqualTo("{}");
        assertThat(chunks.getLast()).isEqualTo(ChatChunk.finish(0, FinishReason.TOOL_CALLS));
    }

    @Test
    void head_isThatOfTheFirstEvent() {
        try (ChatStream stream = stream(event("\"result\":\"Hi\"") + "data: {\"id\":\"other\",\"is_end\":true}\n\n")) {
            assertThat(stream.head()).isEqualTo(new ChatStream.Head("as-x", 1_770_000_000, "ernie-legacy/x"));
            while (stream.next().isPresent()) {
                assertThat(stream.head().id()).isEqualTo("as-x");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"result\":", "[]", "null", "\"text\"", "42"})
    void eventThatMakesNoSense_isAFailure(String data) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> chunks("data: " + data + "\n\n"));

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
    }

    @Test
    void refusalInsteadOfAStream_isAFailure() {
        GatewayException failure = catchThrowableOfType(
                GatewayException.class,
                () -> ErnieFixture.TRANSFORMER.answer(upstream(
                        ask(",\"stream\":true"),
                        200,
                        "application/json",
                        "{\"error_code\":110,\"error_msg\":\"Access token invalid or no longer valid\"}")));

        assertThat(failure.code()).isEqualTo(ErrorCode.STALE_TOKEN);
        assertThat(failure).hasMessage("ernie-legacy: Access token invalid or no longer valid");
    }

    private static List<ChatChunk> chunks(String... events) {
        List<ChatChunk> chunks = new ArrayList<>();
        try (ChatStream stream = stream(String.join("", events))) {
            for (var chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
                chunks.add(chunk.get());
            }
        }
        return chunks;
    }

    private static ChatStream stream(String events) {
        return (ChatStream)
                ErnieFixture.TRANSFORMER.answer(upstream(ask(",\"stream\":true"), 200, "text/event-stream", events));
    }
}
