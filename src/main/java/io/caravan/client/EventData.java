package io.caravan.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.http.BodySink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** What the events of a streamed answer say, one by one, for those to whom it does not go as an event stream. */
public final class EventData {

    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

    private final Consumer<byte[]> receiver;

    /**
     * @param receiver gets the JSON of each event
     */
    public EventData(Consumer<byte[]> receiver) {
        this.receiver = receiver;
    }

    /** Passes on the whole answer in that form, each event as soon as there is one. */
    public void of(ChatStream stream, EventForm form) throws IOException {
        Events events = new Events();
        Sink sink = new Sink();
        try (form) {
            for (Optional<ChatChunk> chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
                form.write(chunk.get(), events);
                events.send(sink);
            }
            form.end(events);
            events.send(sink);
        }
    }

    /** Takes whole events only. JSON has no line ends of its own, as it is written here. */
    private final class Sink implements BodySink {

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int start = offset;
            for (int at = offset; at < offset + length; at++) {
                if (bytes[at] == '\n') {
                    line(bytes, start, at);
                    start = at + 1;
                }
            }
        }

        private void line(byte[] bytes, int start, int end) {
            int from = start + DATA.length;
            if (from <= end && Arrays.equals(bytes, start, from, DATA, 0, DATA.length)) {
                byte[] data = Arrays.copyOfRange(bytes, from, end);
                if (!Arrays.equals(data, DONE)) {
                    receiver.accept(data);
                }
            }
        }

        @Override
        public void abort() throws IOException {
            throw new IOException("broken off");
        }
    }
}
