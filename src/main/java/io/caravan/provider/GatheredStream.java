package io.caravan.provider;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.error.GatewayException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A stream that keeps what goes through it, which is a whole answer at its end. */
public final class GatheredStream implements ChatStream {

    private final ChatStream stream;
    private final int limit;
    private final Supplier<GatewayException> tooLong;
    private final Map<Integer, GatheredChoice> choices = new TreeMap<>();
    private Optional<Usage> usage = Optional.empty();

    /**
     * @param limit the most characters that an answer may have
     * @param tooLong the failure if it has more
     */
    public GatheredStream(ChatStream stream, int limit, Supplier<GatewayException> tooLong) {
        this.stream = stream;
        this.limit = limit;
        this.tooLong = tooLong;
    }

    @Override
    public Head head() {
        return stream.head();
    }

    @Override
    public Optional<ChatChunk> next() {
        Optional<ChatChunk> chunk = stream.next();
        chunk.ifPresent(this::add);
        return chunk;
    }

    private void add(ChatChunk chunk) {
        usage = chunk.usage().or(() -> usage);
        for (ChatChunk.Choice choice : chunk.choices()) {
            choices.computeIfAbsent(choice.index(), GatheredChoice::new).add(choice);
        }
        if (choices.values().stream().mapToLong(GatheredChoice::length).sum() > limit) {
            throw tooLong.get();
        }
    }

    /** Whether nothing that is part of an answer has come yet. */
    public boolean empty() {
        return choices.isEmpty();
    }

    /** The answer as far as it has come. */
    public ChatResponse whole() {
        Head head = head();
        return new ChatResponse(
                head.id(),
                head.created(),
                head.model(),
                choices.values().stream().map(GatheredChoice::choice).toList(),
                usage,
                Map.of());
    }

    @Override
    public void beforeWait(Runnable action) {
        stream.beforeWait(action);
    }

    @Override
    public void close() {
        stream.close();
    }
}
