package io.caravan.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.error.GatewayException;
import io.caravan.http.BodySink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What a client gets of a stream, as text. */
public final class SentStream {

    public static final ChatStream.Head HEAD = new ChatStream.Head("id-1", 1_770_000_000, "model-1");

    private SentStream() {}

    /** A stream that ends as it should. */
    public static String of(EventForm form, ChatChunk... chunks) {
        return sent(form, Optional.empty(), chunks);
    }

    /** A stream that breaks off after those pieces. */
    public static String broken(EventForm form, GatewayException failure, ChatChunk... chunks) {
        return sent(form, Optional.of(failure), chunks);
    }

    private static String sent(EventForm form, Optional<GatewayException> failure, ChatChunk... chunks) {
        Sink sink = new Sink();
        try {
            new ChatEventStream(new Scripted(new ArrayDeque<>(List.of(chunks)), failure), form).writeTo(sink);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return sink.bytes.toString(UTF_8);
    }

    private record Scripted(Queue<ChatChunk> chunks, Optional<GatewayException> failure) implements ChatStream {

        @Override
        public Head head() {
            return HEAD;
        }

        @Override
        public Optional<ChatChunk> next() {
            Optional<ChatChunk> next = Optional.ofNullable(chunks.poll());
            if (next.isEmpty() && failure.isPresent()) {
                throw failure.get();
            }
            return next;
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

    private static final class Sink implements BodySink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] part, int offset, int length) {
            bytes.write(part, offset, length);
        }

        @Override
        public void abort() {
            throw new IllegalStateException("nobody aborts here");
        }
    }
}
