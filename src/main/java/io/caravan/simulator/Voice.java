package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import java.io.IOException;
import java.util.OptionalInt;

/** A provider's wire format: how an answer sounds there, whole and streamed, and how an error does. */
interface Voice {

    /** What the ids of its answers begin with. */
    default String idPrefix() {
        return "";
    }

    /** Writes a whole answer. */
    void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException;

    /** The teller of one answer, piece by piece. */
    Recital recital(Question question, Script script, Head head, Events events);

    /** Writes an error. */
    void trouble(Trouble trouble, JsonGenerator json) throws IOException;

    /** The error that comes in the place of a token. */
    default Trouble interruption() {
        return Trouble.simulated(500, OptionalInt.empty());
    }

    /** The HTTP status with which an error comes. */
    default int status(Trouble trouble) {
        return trouble.status();
    }

    /** Whether the header {@code Retry-After} tells how long to wait. */
    default boolean sendsRetryAfter() {
        return true;
    }
}
