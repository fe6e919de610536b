package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.http.BodySink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The events of one stream, collected until it is time to send them. */
final class Events {

    private static final int ENOUGH = 32_768;

    private final Framing framing;
    private final boolean splits;
    private final Pending pending = new Pending();
    private final JsonGenerator json;
    private boolean any;

    /**
     * @param splits whether each byte is sent by itself
     */
    Events(ObjectMapper json, Framing framing, boolean splits) {
        this.framing = framing;
        this.splits = splits;
        this.json = generator(json, pending).setRootValueSeparator(new SerializedString(""));
    }

    /** A writer of JSON that leaves every character as it is, as providers do. */
    static JsonGenerator generator(ObjectMapper json, OutputStream out) {
        try {
            return json.getFactory()
                    .createGenerator(out, JsonEncoding.UTF8)
                    .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What an event holds. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    String contentType() {
        return framing.contentType();
    }

    /** An event without a name. */
    void event(Content content) throws IOException {
        begin();
        content.write(json);
        json.flush();
        pending.text(framing.after());
    }

    /** An event with a name. */
    void event(String name, Content content) throws IOException {
        pending.text("event: " + name + "\n");
        event(content);
    }

    /** An event of some other text. */
    void text(String text) {
        begin();
        pending.text(text);
        pending.text(framing.after());
    }

    /** An event that has but a name. */
    void bare(String name) {
        pending.text("event: " + name + "\n\n");
    }

    private void begin() {
        pending.text(any ? framing.between() : framing.first());
        pending.text(framing.before());
        any = true;
    }

    /** No event follows. */
    void end() {
        pending.text(framing.last());
    }

    /** Whether so much is collected that it should be sent. */
    boolean enough() {
        return pending.size() >= ENOUGH;
    }

    /** Sends what is collected. */
    void sendTo(BodySink sink) throws IOException {
        pending.sendTo(sink, splits);
    }

    /** Writes byte by byte, which tears every character of several bytes apart. */
    static void drip(BodySink sink, byte[] bytes, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            sink.write(bytes, i, 1);
        }
    }

    private static final class Pending extends ByteArrayOutputStream {

        Pending() {
            super(1024);
        }

        void text(String text) {
            writeBytes(text.getBytes(UTF_8));
        }

        void sendTo(BodySink sink, boolean splits) throws IOException {
            if (splits) {
                drip(sink, buf, count);
            } else if (count > 0) {
                sink.write(buf, 0, count);
            }
            reset();
        }
    }
}
