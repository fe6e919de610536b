package io.caravan.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.http.BodySink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Events that are ready to be sent. Whoever writes into it writes the data of an event between begin and end. */
public final class Events extends ByteArrayOutputStream {

    private static final byte[] EVENT = "event: ".getBytes(UTF_8);
    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);

    private int whole;

    Events() {
        super(1024);
    }

    /** Begins an event without a name. */
    public void begin() {
        writeBytes(DATA);
    }

    /** Begins an event with a name. */
    public void begin(String name) {
        writeBytes(EVENT);
        writeBytes(name.getBytes(UTF_8));
        write('\n');
        begin();
    }

    /** Ends the event that was begun. */
    public void end() {
        writeBytes(END);
        whole = count;
    }

    /** Adds a whole event without a name. */
    public void event(byte[] data) {
        begin();
        writeBytes(data);
        end();
    }

    /** Adds a whole event. */
    public void event(String name, byte[] data) {
        begin(name);
        writeBytes(data);
        end();
    }

    /** Adds bytes that are whole in themselves, as they stand. */
    public void raw(byte[] bytes) {
        writeBytes(bytes);
        whole = count;
    }

    /** Forgets an event that was begun and not ended. */
    void cutToWholeEvents() {
        count = whole;
    }

    /** Sends what is there; a client that is gone is told unchecked. */
    void sendTo(BodySink sink) {
        try {
            send(sink);
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
    }

    void send(BodySink sink) throws IOException {
        if (count > 0) {
            sink.write(buf, 0, count);
            reset();
            whole = 0;
        }
    }
}
