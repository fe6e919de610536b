package io.caravan.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatChunkWriter;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.ErrorResponse;
import io.caravan.error.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ChatStream} as OpenAI's event stream: chunks as they come, the usage if it was asked for, {@code [DONE]}.
 * A failure becomes one error event and no {@code [DONE]}.
 */
public final class ChatEventStream implements StreamingBody {

    private static final Logger LOG = LoggerFactory.getLogger(ChatEventStream.class);
    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);
    private static final byte[] PING = ": ping\n\n".getBytes(UTF_8);

    private final ChatStream stream;
    private final boolean showsUsage;
    private final ErrorForm form;
    private final String requestId;
    private final ObjectMapper json;
    private final Pending pending = new Pending();

    public ChatEventStream(ChatStream stream, boolean showsUsage, ErrorForm form, String requestId, ObjectMapper json) {
        this.stream = stream;
        this.showsUsage = showsUsage;
        this.form = form;
        this.requestId = requestId;
        this.json = json;
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public byte[] keepAlive() {
        return PING.clone();
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        try (JsonGenerator generator = generator()) {
            stream.beforeWait(() -> pending.sendTo(sink));
            chunks(new ChatChunkWriter(generator, stream.head(), showsUsage));
            pending.writeBytes(DONE);
        } catch (GatewayException failure) {
            failed(failure);
        } catch (UncheckedIOException clientGone) {
            throw clientGone.getCause();
        } catch (RuntimeException unexpected) {
            LOG.error("{} failed in the middle of its stream", requestId, unexpected);
            failed(new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request"));
        }
        pending.send(sink);
    }

    /** What is not yet sent ends with the error, whole: half an event before it would spoil it. */
    private void failed(GatewayException failure) throws IOException {
        pending.cutToWholeEvents();
        pending.event(json.writeValueAsBytes(ErrorResponse.of(failure, form, requestId)));
    }

    private void chunks(ChatChunkWriter writer) throws IOException {
        Optional<Usage> usage = Optional.empty();
        for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
            if (chunk.get().usage().isPresent()) {
                usage = chunk.get().usage();
            }
            if (!chunk.get().choices().isEmpty()) {
                pending.begin();
                writer.write(chunk.get());
                pending.end();
            }
        }
        if (showsUsage && usage.isPresent()) {
            pending.begin();
            writer.write(usage.get());
            pending.end();
        }
    }

    private JsonGenerator generator() throws IOException {
        JsonGenerator generator = json.getFactory().createGenerator(pending, JsonEncoding.UTF8);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        generator.setCodec(json);
        return generator.setRootValueSeparator(new SerializedString(""));
    }

    @Override
    public void close() {
        stream.close();
    }

    /** Whole events that wait for the next write. */
    private static final class Pending extends ByteArrayOutputStream {

        private int whole;

        Pending() {
            super(1024);
        }

        void begin() {
            writeBytes(DATA);
        }

        void end() {
            writeBytes(END);
            whole = count;
        }

        void event(byte[] data) {
            begin();
            writeBytes(data);
            end();
        }

        void cutToWholeEvents() {
            count = whole;
        }

        void sendTo(BodySink sink) {
            try {
                send(sink);
            } catch (IOException clientGone) {
                throw new UncheckedIOException(clientGone);
            }
        }

        void send(BodySink sink) throws IOException {
            if (count > 0) {
                sink.write(buf, 0, count);
                reset();
                whole = 0;
            }
        }
    }
}
