package io.caravan.simulator;

/**
 * What stands around the events of a stream.
 *
 * @param contentType of the stream
 * @param first before the first event
 * @param before before every event
 * @param between between two events
 * @param after after every event
 * @param last after the last event
 */
record Framing(String contentType, String first, String before, String between, String after, String last) {

    /** Server-sent events. */
    static final Framing EVENTS = new Framing("text/event-stream", "", "data: ", "", "\n\n", "");

    /** Server-sent events as Google's servers write them. */
    static final Framing WINDOWS_EVENTS = new Framing("text/event-stream", "", "data: ", "", "\r\n\r\n", "");

    /** One JSON array, which Gemini writes where {@code alt=sse} was not asked for. */
    static final Framing ARRAY = new Framing("application/json; charset=UTF-8", "[", "", ",\r\n", "", "]");
}
