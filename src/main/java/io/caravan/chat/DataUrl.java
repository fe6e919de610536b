package io.caravan.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A file within a URL, such as {@code data:image/png;base64,…}.
 *
 * @param mediaType without parameters, in lower case; empty if it is not told
 * @param base64 whether the data is in base64, else it is percent-encoded
 */
public record DataUrl(String mediaType, boolean base64, String data) {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** What a URL holds, if it is one of this kind. */
    public static Optional<DataUrl> of(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma).strip().toLowerCase(Locale.ROOT);
        int end = head.indexOf(';');
        String type = end < 0 ? head : head.substring(0, end);
        return Optional.of(new DataUrl(type.strip(), head.endsWith(BASE64), url.substring(comma + 1)));
    }

    /** What a URL holds, if it is one of this kind and in base64. */
    public static Optional<DataUrl> ofBase64(String url) {
        return of(url).filter(DataUrl::base64);
    }

    /** The data in base64, if it is encoded as it should be. */
    public Optional<String> inBase64() {
        return base64 ? Optional.of(data) : bytes().map(Base64.getEncoder()::encodeToString);
    }

    /** The data as text, if it is encoded as it should be. */
    public Optional<String> text() {
        return bytes().map(bytes -> new String(bytes, UTF_8));
    }

    /** The data, if it is encoded as it should be; base64 may stand in several lines. */
    public Optional<byte[]> bytes() {
        try {
            return Optional.of(base64 ? Base64.getDecoder().decode(data.replaceAll("\\s", "")) : unescaped());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** A plus is a plus here, other than in forms, and a byte need not be part of a letter. */
    private byte[] unescaped() {
        String letters = new String(data.getBytes(UTF_8), ISO_8859_1);
        return URLDecoder.decode(letters.replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1);
    }
}
