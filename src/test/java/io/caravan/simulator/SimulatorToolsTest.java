package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.ChatAnswer;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatorToolsTest {

    private static final Provider SIM = new Provider(
            "sim", List.of(), List.of(), List.of(), Optional.empty(), true, "http://localhost", Quirks.NONE);
    private static final String HELLO = "{\"role\":\"user\",\"content\":\"Hello world\"}";

    private final Simulator simulator = new Simulator(new TestStage().backstage);

    @Test
    void tool_thatTheUserNames_isCalled() {
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"hello\"}}]";
        ChatResponse.Choice choice =
                ((ChatResponse) answer(HELLO, tools)).choices().getFirst();
        assertThat(choice.message().content()).isEmpty();
        assertThat(choice.message().toolCalls()).containsExactly(new ToolCall("call_1_0", "hello", "{}", Map.of()));
        assertThat(choice.finishReason()).contains(FinishReason.TOOL_CALLS);
        List<Delta> deltas = chunks((ChatStream) answer(HELLO, ",\"stream\":true" + tools)).stream()
                .flatMap(chunk -> chunk.choices().stream().map(ChatChunk.Choice::delta))
                .toList();
        assertThat(deltas.get(1).toolCalls())
                .containsExactly(
                        new Delta.ToolCallDelta(0, Optional.of("call_1_0"), Optional.of("hello"), "{}", Map.of()));
    }

    @Test
    void results_areQuotedByTheNameOfTheirTool() {
        assertThat(text(answer(
                        "{\"role\":\"user\",\"content\":\"Hi\"},"
                            + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                            + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"yes\"},"
                            + "{\"role\":\"function\",\"name\":\"g\",\"content\":\"no\"}",
                        "")))
                .isEqualTo("f said: yes\ng said: no");
    }

    @Test
    void attachments_areSeen() {
        assertThat(text(answer(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}},"
                                + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAA=\",\"format\":\"wav\"}},"
                                + "{\"type\":\"file\",\"file\":{\"file_id\":\"f1\"}},"
                                + "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AA==\"}},"
                                + "{\"type\":\"video_url\",\"video_url\":{\"url\":\"x\"}}]}",
                        "")))
                .isEqualTo("I see an image/png of 3 bytes and an audio/wav of 2 bytes and a file named f1 and"
                        + " an application/pdf of 1 bytes and a part named video_url. What?");
    }

    private ChatAnswer answer(String messages, String more) {
        String body = "{\"model\":\"sim/echo\",\"messages\":[" + messages + "]" + more + "}";
        return simulator.answer(new RoutedRequest(ChatRequestReader.read(TestStage.json(body)), SIM, "echo"));
    }

    private static String text(ChatAnswer answer) {
        return ((ChatResponse) answer).choices().getFirst().message().content().orElseThrow();
    }

    private static List<ChatChunk> chunks(ChatStream stream) {
        List<ChatChunk> chunks = new ArrayList<>();
        for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
            chunks.add(chunk.get());
        }
        return chunks;
    }
}
