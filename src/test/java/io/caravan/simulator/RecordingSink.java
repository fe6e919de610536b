package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.http.BodySink;
import io.caravan.http.StreamingBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what is written, write by write. */
final class RecordingSink implements BodySink {

    private final List<byte[]> writes = new ArrayList<>();
    private boolean aborted;

    /** What a body writes. */
    static RecordingSink of(Object body) throws IOException {
        RecordingSink sink = new RecordingSink();
        ((StreamingBody) body).writeTo(sink);
        return sink;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void abort() {
        aborted = true;
    }

    boolean aborted() {
        return aborted;
    }

    List<byte[]> writes() {
        return writes;
    }

    String text() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        writes.forEach(all::writeBytes);
        return all.toString(UTF_8);
    }

    /** The data of all events. */
    List<String> data() {
        return text().lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }
}
