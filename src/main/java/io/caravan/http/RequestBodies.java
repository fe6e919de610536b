package io.caravan.http;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;

/** Reads request bodies into memory, each no larger than one may be and all together no larger than all may be. */
public final class RequestBodies {

    private static final int FIRST = BodyMemory.FREE;
    private static final Set<String> JSON_ENOUGH = Set.of(
            "",
            "application/json",
            "text/json",
            "text/plain",
            // What curl says of the body that -d gives it.
            "application/x-www-form-urlencoded",
            "application/octet-stream");

    private final long most;
    private final BodyMemory memory;

    /**
     * @param most bytes of one body, after decompression
     */
    public RequestBodies(long most, BodyMemory memory) {
        this.most = most;
        this.memory = memory;
    }

    /** A share of the memory for one body; to be closed when nothing of the body is needed any more. */
    public BodyMemory.Share share() {
        return memory.share();
    }

    /**
     * The body of a request.
     *
     * @param alsoTaken a media type that is taken besides JSON, if there is one
     * @throws GatewayException if it is too large, of a type or coding that cannot be JSON, or broken
     * @throws IOException if the client went away, or if it is {@link #malformed}
     */
    public byte[] read(HttpServletRequest request, BodyMemory.Share share, Optional<String> alsoTaken)
            throws IOException {
        checkType(Optional.ofNullable(request.getContentType()).orElse(""), alsoTaken);
        if (request.getContentLengthLong() > most) {
            throw tooLarge();
        }
        try {
            InputStream in = decoded(request);
            int expected = in instanceof GZIPInputStream ? -1 : request.getContentLength();
            return expected >= 0 && expected <= FIRST ? small(in, expected) : large(in, share, expected);
        } catch (ZipException | EOFException _) {
            throw GatewayException.invalid("body", "is not valid gzip");
        }
    }

    /** Whether a body could not be read since its chunks are none, which the server has already noted as an error. */
    public static boolean malformed(IOException failure) {
        return failure instanceof BadRequestException && !(failure instanceof ClientAbortException);
    }

    private static void checkType(String contentType, Optional<String> alsoTaken) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        if (alsoTaken.filter(type::equals).isPresent()) {
            return;
        }
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

    private static byte[] small(InputStream in, int expected) throws IOException {
        byte[] bytes = in.readNBytes(expected);
        checkWhole(bytes.length, expected);
        return bytes;
    }

    /** Grows with what really comes, and ends without a copy if the length was told and is true. */
    private byte[] large(InputStream in, BodyMemory.Share share, int expected) throws IOException {
        byte[] bytes = new byte[FIRST];
        int length = 0;
        int read = in.read(bytes);
        while (read >= 0) {
            length += read;
            if (length > most) {
                throw tooLarge();
            }
            share.upTo(length);
            if (length == bytes.length && length != expected) {
                bytes = Arrays.copyOf(bytes, larger(length, expected));
            }
            read = length == expected ? -1 : in.read(bytes, length, bytes.length - length);
        }
        checkWhole(length, expected);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static void checkWhole(int length, int expected) throws IOException {
        if (length < expected) {
            throw new IOException("the request's body is not whole");
        }
    }

    private int larger(int length, int expected) {
        long doubled = Math.min(2L * length, most + 1);
        return (int) (expected > length ? Math.min(doubled, expected) : doubled);
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, "the request is larger than " + most + " bytes");
    }

    private static GatewayException unsupported(String message) {
        return new GatewayException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message);
    }
}
