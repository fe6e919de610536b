package io.caravan.simulator;

/**
 * Something that goes wrong in the middle of an answer.
 *
 * @param after how many tokens still get through before it
 */
record Mishap(Kind kind, int after) {

    /** The ways in which an answer goes wrong. */
    enum Kind {
        /** The connection breaks. */
        CUT,
        /** The stream ends without its end mark, as if all were well. */
        END,
        /** Nothing comes any more, until the client leaves or the connection breaks. */
        STALL,
        /** An error comes in the place of a token. */
        ERROR,
        /** An event comes that is no JSON; the answer then goes on. */
        MALFORMED
    }
}
