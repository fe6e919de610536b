package io.caravan.provider;

import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.error.ErrorCode;

/** A whole answer being put together from a stream, for a caller that did not ask for one. */
final class GatheredAnswer {

    private final UpstreamAnswer answer;
    private final int limit;

    /**
     * @param limit the most characters that an answer may have
     */
    GatheredAnswer(UpstreamAnswer answer, int limit) {
        this.answer = answer;
        this.limit = limit;
    }

    /** Everything that the stream says. */
    ChatResponse of(ChatStream stream) {
        GatheredStream gathered = new GatheredStream(
                stream, limit, () -> answer.failure(ErrorCode.BAD_ANSWER, "answered more than " + limit + " bytes"));
        while (gathered.next().isPresent()) {
            // It keeps what goes through it.
        }
        if (gathered.empty()) {
            throw answer.failure(ErrorCode.BAD_ANSWER, "answered nothing at all");
        }
        return gathered.whole();
    }
}
