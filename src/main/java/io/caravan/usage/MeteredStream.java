package io.caravan.usage;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.error.GatewayException;
import io.caravan.usage.UsageRecord.Outcome;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A stream that tells, when it is closed, how it ended and what it took. */
public final class MeteredStream implements ChatStream {

    private final ChatStream stream;
    private final BiConsumer<Outcome, Optional<Usage>> end;
    private Optional<Usage> usage = Optional.empty();
    private Outcome outcome = Outcome.CANCELLED;
    private boolean closed;

    /**
     * @param end called once, with {@link Outcome#CANCELLED} if nobody read the stream to its end
     */
    public MeteredStream(ChatStream stream, BiConsumer<Outcome, Optional<Usage>> end) {
        this.stream = stream;
        this.end = end;
    }

    @Override
    public Head head() {
        return stream.head();
    }

    @Override
    public Optional<ChatChunk> next() {
        try {
            Optional<ChatChunk> chunk = stream.next();
            if (chunk.isEmpty()) {
                outcome = Outcome.SUCCESS;
            } else if (chunk.get().usage().isPresent()) {
                usage = chunk.get().usage();
            }
            return chunk;
        } catch (GatewayException failure) {
            outcome = Outcomes.of(failure);
            throw failure;
        }
    }

    @Override
    public void beforeWait(Runnable action) {
        stream.beforeWait(action);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stream.close();
            end.accept(outcome, usage);
        }
    }
}
