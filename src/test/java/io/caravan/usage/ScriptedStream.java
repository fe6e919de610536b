package io.caravan.usage;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.error.GatewayException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A stream of given pieces, which ends as it should or fails. */
final class ScriptedStream implements ChatStream {

    private final Queue<ChatChunk> chunks;
    private final Optional<GatewayException> failure;
    private final String model;
    int closed;
    int waits;

    ScriptedStream(List<ChatChunk> chunks) {
        this(chunks, Optional.empty(), "m");
    }

    ScriptedStream(List<ChatChunk> chunks, Optional<GatewayException> failure, String model) {
        this.chunks = new ArrayDeque<>(chunks);
        this.failure = failure;
        this.model = model;
    }

    @Override
    public Head head() {
        return new Head("id-1", 1_770_000_000, model);
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
        waits++;
        action.run();
    }

    @Override
    public void close() {
        closed++;
    }
}
