package io.caravan.http;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads request bodies into memory, each no larger than one may be and all together no larger than all may be. */
public final class RequestBodies {

    private static final int FREE = 65_536;
    private static final int KILOBYTE = 1024;
    private static final Set<String> JSON_ENOUGH = Set.of(
            "",
            "application/json",
            "text/json",
            "text/plain",
            // What curl says of the body that -d gives it.
            "application/x-www-form-urlencoded",
            "application/octet-stream");

    private final long most;
    private final Semaphore kilobytes;

    /**
     * @param most bytes of one body, after decompression
     * @param mostTogether bytes of all bodies held, small ones not counted
     */
    public RequestBodies(long most, long mostTogether) {
        this.most = most;
        this.kilobytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, mostTogether / KILOBYTE));
    }

    /** A body in memory; closing it gives its share of the memory back. */
    public record Body(byte[] bytes, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * The body of a request.
     *
     * @throws GatewayException if it is too large, of a type or coding that cannot be JSON, or broken
     * @throws IOException if the client went away
     */
    public Body read(HttpServletRequest request) throws IOException {
        checkType(Optional.ofNullable(request.getContentType()).orElse(""));
        if (request.getContentLengthLong() > most) {
            throw tooLarge();
        }
        Reservation reservation = new Reservation();
        try {
            InputStream in = decoded(request);
            return new Body(bytes(in, reservation, request.getContentLength()), reservation::release);
        } catch (ZipException | EOFException _) {
            reservation.release();
            throw GatewayException.invalid("body", "is not valid gzip");
        } catch (IOException | GatewayException failure) {
            reservation.release();
            throw failure;
        }
    }

    private static void checkType(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        if (!JSON_ENOUGH.contains(type) && !type.endsWith("+json")) {
            throw unsupported("Content-Type " + printable(type) + " is not supported, send application/json");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=")
                    && !Set.of("charset=utf-8", "charset=us-ascii", "charset=utf8")
                            .contains(parameter)) {
                throw unsupported(printable(parameter) + " is not supported, send UTF-8");
            }
        }
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 80 ? clean.substring(0, 80) : clean;
    }

    private static InputStream decoded(HttpServletRequest request) throws IOException {
        String coding = Optional.ofNullable(request.getHeader("Content-Encoding"))
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity", "" -> request.getInputStream();
            case "gzip", "x-gzip" -> new GZIPInputStream(request.getInputStream(), 8192);
            default ->
                throw unsupported("Content-Encoding " + printable(coding) + " is not supported, send gzip or none");
        };
    }

    private byte[] bytes(InputStream in, Reservation reservation, int expected) throws IOException {
        if (expected >= 0 && expected <= FREE && !(in instanceof GZIPInputStream)) {
            byte[] bytes = in.readNBytes(expected);
            if (bytes.length < expected) {
                throw new IOException("the request's body is not whole");
            }
            return bytes;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FREE);
        byte[] buffer = new byte[FREE];
        int read = in.read(buffer);
        while (read >= 0) {
            if (bytes.size() + (long) read > most) {
                throw tooLarge();
            }
            reservation.upTo(bytes.size() + read);
            bytes.write(buffer, 0, read);
            read = in.read(buffer);
        }
        return bytes.toByteArray();
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, "the request is larger than " + most + " bytes");
    }

    private static GatewayException unsupported(String message) {
        return new GatewayException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message);
    }

    /** The share of the common memory that one body holds. */
    private final class Reservation {

        private int held;

        void upTo(int bytes) {
            int wanted = bytes <= FREE ? 0 : bytes / KILOBYTE;
            if (wanted > held && !kilobytes.tryAcquire(wanted - held)) {
                throw new GatewayException(ErrorCode.TOO_BUSY, "too many large requests at once")
                        .retryAfter(Optional.of(Duration.ofSeconds(1)));
            }
            held = Math.max(held, wanted);
        }

        synchronized void release() {
            kilobytes.release(held);
            held = 0;
        }
    }
}
