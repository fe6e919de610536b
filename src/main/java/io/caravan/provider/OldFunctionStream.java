package io.caravan.provider;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.sse.ServerSentEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** A stream for those who asked with {@link OldFunctions}. */
record OldFunctionStream(StreamTransformer stream) implements StreamTransformer {

    @Override
    public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
        stream.accept(event, chunk -> chunks.accept(OldFunctionCall.in(chunk)));
    }

    @Override
    public void inputEnded(Consumer<ChatChunk> chunks) {
        stream.inputEnded(chunk -> chunks.accept(OldFunctionCall.in(chunk)));
    }

    @Override
    public boolean finished() {
        return stream.finished();
    }

    @Override
    public ChatStream.Head head() {
        return stream.head();
    }

    @Override
    public Optional<UpstreamRequest> cancellation() {
        return stream.cancellation();
    }
}
