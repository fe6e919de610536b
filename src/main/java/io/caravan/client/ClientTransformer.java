package io.caravan.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatAnswer;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;

/**
 * The clients' side of a dialect: how an answer looks to those who asked in it. What their requests look like is told
 * in a method of its own, since they do not all come in one body. It has no state.
 */
public interface ClientTransformer {

    /**
     * A whole answer.
     *
     * @param request what was asked, in canonical form
     */
    JsonNode response(ChatRequest request, ChatResponse response);

    /** The form of one streamed answer. */
    EventForm events(ChatRequest request, ChatStream.Head head);

    /** What goes out: JSON for a whole answer, a {@link ChatEventStream} for a streamed one. */
    default Object answer(ChatAnswer answer, ChatRequest request) {
        return switch (answer) {
            case ChatResponse whole -> response(request, whole);
            case ChatStream stream -> new ChatEventStream(stream, events(request, stream.head()));
        };
    }
}
