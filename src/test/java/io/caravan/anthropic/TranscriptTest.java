package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.JSON;
import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.transformer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatChunkWriter;
import io.caravan.provider.Answers;
import io.caravan.provider.UpstreamAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole streams as the service sends them, and the chunks that a caller gets. */
class TranscriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"tool-call", "parallel-calls", "web-search"})
    void transcript_becomesTheChunksOfOpenAi(String name) throws IOException {
        List<JsonNode> expected = new String(read(name + ".chunks"), UTF_8)
                .lines()
                .map(Fixture::json)
                .toList();

        assertThat(chunks(new String(read(name + ".sse"), UTF_8))).isEqualTo(expected);
        assertThat(chunks(new String(read(name + ".sse"), UTF_8).replace("\n", "\r\n")))
                .isEqualTo(expected);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = TranscriptTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static List<JsonNode> chunks(String events) throws IOException {
        UpstreamAnswer answer = new UpstreamAnswer(
                routed("claude-sonnet-4-5", "\"stream\": true"),
                200,
                Map.of("content-type", "text/event-stream"),
                StreamFixture.oneByteAtATime(events),
                new Answers(JSON, 1_000_000));
        try (ChatStream stream = (ChatStream) transformer().answer(answer)) {
            return written(stream);
        }
    }

    private static List<JsonNode> written(ChatStream stream) throws IOException {
        List<JsonNode> written = new ArrayList<>();
        Usage usage = Usage.of(0, 0);
        for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
            usage = chunk.get().usage().orElse(usage);
            if (!chunk.get().choices().isEmpty()) {
                ChatChunk piece = chunk.get();
                written.add(written(stream.head(), writer -> writer.write(piece)));
            }
        }
        Usage last = usage;
        written.add(written(stream.head(), writer -> writer.write(last)));
        return written;
    }

    private static JsonNode written(ChatStream.Head head, Writing writing) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            writing.write(new ChatChunkWriter(generator, head, true));
        }
        ObjectNode chunk = (ObjectNode) json(out.toString());
        assertThat(chunk.remove("object").textValue()).isEqualTo("chat.completion.chunk");
        assertThat(chunk.remove("id").textValue()).isEqualTo(head.id());
        assertThat(chunk.remove("model").textValue()).isEqualTo("claude-sonnet-4-5-20250929");
        assertThat(chunk.remove("created").longValue()).isEqualTo(1_770_000_000);
        return chunk;
    }

    private interface Writing {
        void write(ChatChunkWriter writer) throws IOException;
    }
}
