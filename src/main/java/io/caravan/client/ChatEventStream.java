package io.caravan.client;

import io.caravan.call.Call;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.http.BodySink;
import io.caravan.http.StreamingBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link ChatStream} on its way to a client: what is at hand goes out before the provider is waited for. */
public final class ChatEventStream implements StreamingBody {

    private static final Logger LOG = LoggerFactory.getLogger(ChatEventStream.class);

    private final ChatStream stream;
    private final EventForm form;
    private final String requestId = Call.current().map(Call::id).orElse("");
    private final Events events = new Events();

    public ChatEventStream(ChatStream stream, EventForm form) {
        this.stream = stream;
        this.form = form;
    }

    @Override
    public String contentType() {
        return form.contentType();
    }

    @Override
    public byte[] keepAlive() {
        return form.ping();
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        try (form) {
            stream.beforeWait(() -> events.sendTo(sink));
            for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
                form.write(chunk.get(), events);
            }
            form.end(events);
        } catch (GatewayException failure) {
            failed(failure);
        } catch (UncheckedIOException clientGone) {
            throw clientGone.getCause();
        } catch (RuntimeException unexpected) {
            LOG.error("{} failed in the middle of its stream", requestId, unexpected);
            failed(new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request"));
        }
        events.send(sink);
    }

    /** What is not yet sent ends with the error, whole: half an event before it would spoil it. */
    private void failed(GatewayException failure) throws IOException {
        events.cutToWholeEvents();
        form.fail(failure, requestId, events);
    }

    @Override
    public void close() {
        stream.close();
    }
}
