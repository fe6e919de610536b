package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * An answer that is no conversation, with the request that it is for.
 *
 * @param content JSON
 */
record Reply(String model, JsonNode simulator, int status, Events.Content content) implements Asked {

    /** An answer of status 200 to a request without a member {@code simulator}. */
    static Reply of(String model, Events.Content content) {
        return new Reply(model, MissingNode.getInstance(), 200, content);
    }

    /** The same with another status. */
    Reply with(int other) {
        return new Reply(model, simulator, other, content);
    }
}
