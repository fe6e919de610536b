package io.caravan.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes events off a byte stream as they become whole. Lines may end in LF, CRLF or CR, comments and fields
 * without use are passed over, an event that the end of input cuts off before its blank line still counts, and
 * a character split over two reads survives since nothing is decoded here.
 */
public final class SseReader {

    private static final int READ_SIZE = 16_384;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final InputStream in;
    private final int maxEventBytes;

    private byte[] buffer = new byte[READ_SIZE];
    private int position;
    private int limit;
    private int scanned;
    private boolean ended;
    private boolean skipLineFeed;
    private boolean first = true;

    private String name = "";
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private boolean hasData;

    /**
     * @param maxEventBytes the longest event that is held; a longer one is a {@link LongEventException}
     */
    public SseReader(InputStream in, int maxEventBytes) {
        this.in = in;
        this.maxEventBytes = maxEventBytes;
    }

    /** The next event that has data, waiting for it; nothing at the end of input. */
    public Optional<ServerSentEvent> next() throws IOException {
        while (true) {
            int end = lineEnd();
            if (end < 0) {
                return lastEvent();
            }
            boolean blank = end == position;
            takeLine(end);
            if (blank && hasData) {
                return Optional.of(dispatch());
            }
        }
    }

    private Optional<ServerSentEvent> lastEvent() {
        if (position < limit) {
            field(position, limit);
            position = limit;
        }
        return hasData ? Optional.of(dispatch()) : Optional.empty();
    }

    private ServerSentEvent dispatch() {
        ServerSentEvent event = new ServerSentEvent(name, data.toByteArray());
        data.reset();
        hasData = false;
        name = "";
        return event;
    }

    /** Index of the byte that ends the next line, or -1 at the end of input. */
    private int lineEnd() throws IOException {
        scanned = Math.max(scanned, position);
        while (true) {
            if (skipLineFeed && position < limit) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    scanned = position;
                }
            }
            for (; scanned < limit; scanned++) {
                byte b = buffer[scanned];
                if (b == '\n' || b == '\r') {
                    return scanned;
                }
            }
            if (ended || !fill()) {
                return -1;
            }
        }
    }

    private void takeLine(int end) {
        if (end > position) {
            field(position, end);
        }
        skipLineFeed = buffer[end] == '\r';
        position = end + 1;
        scanned = position;
    }

    private void field(int start, int end) {
        int from = start;
        if (first) {
            first = false;
            from = skipByteOrderMark(start, end);
        }
        int colon = from;
        while (colon < end && buffer[colon] != ':') {
            colon++;
        }
        int value = colon < end && colon + 1 < end && buffer[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, end);
        if (named(DATA, from, colon)) {
            if (hasData) {
                data.write('\n');
            }
            data.write(buffer, value, end - value);
            hasData = true;
        } else if (named(EVENT, from, colon)) {
            name = new String(buffer, value, end - value, UTF_8);
        }
    }

    private int skipByteOrderMark(int start, int end) {
        boolean mark = end - start >= 3
                && buffer[start] == (byte) 0xEF
                && buffer[start + 1] == (byte) 0xBB
                && buffer[start + 2] == (byte) 0xBF;
        return mark ? start + 3 : start;
    }

    private boolean named(byte[] field, int start, int end) {
        return Arrays.equals(field, 0, field.length, buffer, start, end);
    }

    private boolean fill() throws IOException {
        makeRoom();
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            ended = true;
            return false;
        }
        limit += read;
        return true;
    }

    private void makeRoom() throws IOException {
        if (data.size() + limit - position > maxEventBytes) {
            throw new LongEventException(maxEventBytes);
        }
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            scanned -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }
}
