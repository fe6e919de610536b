package io.caravan.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.sse.ServerSentEvent;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamStreamTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 128, Integer.MAX_VALUE})
    void choiceWithANumberThatNobodyAskedFor_isTheProvidersFault(int index) {
        GatewayException failure = catchThrowableOfType(GatewayException.class, () -> stream(index));

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ANSWER);
        assertThat(failure).hasMessage("acme sent a choice number " + index);
    }

    @Test
    void lastChoiceThatCanBeAskedFor_begins() {
        try (ChatStream stream = stream(127)) {
            assertThat(stream.next().orElseThrow().choices().getFirst().index()).isEqualTo(127);
        }
    }

    private static ChatStream stream(int index) {
        UpstreamAnswer answer = new UpstreamAnswer(
                OldFunctionTurnsTest.routed("{'role':'user','content':'Hi'}"),
                200,
                Map.of(),
                new ByteArrayInputStream("data: x\n\n".getBytes(UTF_8)),
                new Answers(new JsonMapper(), 1000));
        return new UpstreamStream(answer, new Saying(index), 1000);
    }

    /** A dialect in which every event is a piece of one choice. */
    private record Saying(int index) implements StreamTransformer {

        @Override
        public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
            chunks.accept(
                    ChatChunk.of(new ChatChunk.Choice(index, Delta.content("A"), Optional.empty(), Optional.empty())));
        }

        @Override
        public boolean finished() {
            return false;
        }

        @Override
        public ChatStream.Head head() {
            return new ChatStream.Head("id", 1, "model");
        }
    }
}
