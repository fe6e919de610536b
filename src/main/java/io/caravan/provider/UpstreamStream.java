package io.caravan.provider;

import io.caravan.call.Call;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.sse.LongEventException;
import io.caravan.sse.ServerSentEvent;
import io.caravan.sse.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Optional;
import java.util.Queue;

/** A provider's event stream, pulled through its dialect's {@link StreamTransformer}. */
final class UpstreamStream implements ChatStream {

    private static final int DRAIN_LIMIT = 65_536;
    private static final int MOST_CHOICES = 128;

    private final UpstreamAnswer answer;
    private final StreamTransformer transformer;
    private final Optional<Call> call;
    private final SseReader reader;
    private final Queue<ChatChunk> chunks = new ArrayDeque<>();
    private final BitSet begun = new BitSet();
    private Runnable beforeWait = () -> {};
    private boolean closed;
    private boolean failed;

    /**
     * Waits for the first piece, so that a call which the provider refuses fails here, before anything was
     * promised to the caller.
     */
    UpstreamStream(UpstreamAnswer answer, StreamTransformer transformer, int maxEventBytes) {
        this.answer = answer;
        this.transformer = transformer;
        this.call = Call.current();
        this.reader = new SseReader(new Watched(answer.body()), maxEventBytes);
        try {
            fill();
        } catch (GatewayException failure) {
            close();
            throw failure;
        }
    }

    @Override
    public Head head() {
        return transformer.head();
    }

    @Override
    public Optional<ChatChunk> next() {
        fill();
        return Optional.ofNullable(chunks.poll());
    }

    @Override
    public void beforeWait(Runnable action) {
        beforeWait = action;
    }

    private void fill() {
        try {
            while (chunks.isEmpty() && !transformer.finished()) {
                understand(read());
            }
        } catch (GatewayException failure) {
            failed = call.flatMap(Call::cancelled).isEmpty();
            throw failure;
        }
    }

    private void understand(Optional<ServerSentEvent> event) {
        try {
            if (event.isPresent()) {
                transformer.accept(event.get(), this::add);
                return;
            }
            transformer.inputEnded(this::add);
        } catch (GatewayException failure) {
            throw answer.placed(failure);
        }
        if (!transformer.finished()) {
            throw answer.brokenOff();
        }
    }

    /** Every choice begins with its role, even where the provider leaves that out. */
    private void add(ChatChunk chunk) {
        for (ChatChunk.Choice choice : chunk.choices()) {
            if (choice.index() < 0 || choice.index() >= MOST_CHOICES) {
                throw answer.failure(ErrorCode.BAD_ANSWER, "sent a choice number " + choice.index());
            }
            if (!begun.get(choice.index())) {
                begun.set(choice.index());
                if (choice.delta().role().isEmpty()) {
                    chunks.add(ChatChunk.of(
                            new ChatChunk.Choice(choice.index(), Delta.start(), Optional.empty(), Optional.empty())));
                }
            }
        }
        chunks.add(chunk);
    }

    private Optional<ServerSentEvent> read() {
        try {
            return reader.next();
        } catch (LongEventException tooLong) {
            throw answer.failure(ErrorCode.BAD_ANSWER, "sent something that makes no sense: " + tooLong.getMessage());
        } catch (IOException _) {
            throw answer.brokenOff();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (InputStream body = answer.body()) {
            if (transformer.finished()) {
                drain(body);
            } else if (!failed) {
                transformer.cancellation().ifPresent(answer.reader()::cancel);
            }
        } catch (IOException _) {
            // The connection is of no further use, and is gone.
        }
    }

    /** Reads what is left after the end mark, mostly nothing, so that the connection can be used again. */
    private void drain(InputStream body) throws IOException {
        call.ifPresent(Call::drains);
        byte[] rest = new byte[512];
        int left = DRAIN_LIMIT;
        int read = body.read(rest);
        while (read >= 0 && left > 0) {
            left -= read;
            read = body.read(rest);
        }
    }

    /** The body, telling the call when it waits and when something came. */
    private final class Watched extends InputStream {

        private final InputStream body;

        Watched(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("read into a buffer");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            beforeWait.run();
            call.ifPresent(Call::waits);
            int read = body.read(buffer, offset, length);
            call.ifPresent(Call::advances);
            return read;
        }
    }
}
