package io.caravan.provider;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.sse.ServerSentEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** What has been understood so far of one stream. Made for each stream, not thread-safe. */
public interface StreamTransformer {

    /**
     * Takes one event and gives the chunks that it completes, most often one.
     *
     * @throws io.caravan.error.GatewayException if the event holds an error or makes no sense
     */
    void accept(ServerSentEvent event, Consumer<ChatChunk> chunks);

    /**
     * The input has ended. A dialect without an end mark of its own gives here what it has held back for that, and
     * is {@link #finished} if the answer was whole.
     */
    default void inputEnded(Consumer<ChatChunk> chunks) {
        // Most dialects have an end mark, and an end without it is none.
    }

    /** Whether the answer is complete: the dialect's end mark has come. */
    boolean finished();

    /** Id, time and model of the answer, known once there was an event. */
    ChatStream.Head head();

    /** What tells the provider to stop working on the answer, where closing the connection does not. */
    default Optional<UpstreamRequest> cancellation() {
        return Optional.empty();
    }
}
