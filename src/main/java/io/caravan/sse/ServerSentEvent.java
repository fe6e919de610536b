package io.caravan.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One event of a stream: its name, empty if it has none, and its data as UTF-8. Equal only to itself.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">The event stream format</a>
 */
public final class ServerSentEvent {

    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

    private final String name;
    private final byte[] data;

    public ServerSentEvent(String name, byte[] data) {
        this.name = name;
        this.data = data;
    }

    /** An event with text for data. */
    public static ServerSentEvent of(String name, String data) {
        return new ServerSentEvent(name, data.getBytes(UTF_8));
    }

    public String name() {
        return name;
    }

    /** The bytes of the data, not a copy. */
    @SuppressWarnings("EI_EXPOSE_REP")
    public byte[] data() {
        return data;
    }

    /** The data as text. */
    public String text() {
        return new String(data, UTF_8);
    }

    /** Whether this is the {@code [DONE]} that ends OpenAI's streams. */
    public boolean done() {
        return data.length < 32 && data.length >= DONE.length && text().strip().equals("[DONE]");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? text() : name + ": " + text();
    }
}
