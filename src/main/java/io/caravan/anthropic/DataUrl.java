package io.caravan.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A file within a URL, such as {@code data:image/png;base64,…}.
 *
 * @param mediaType without parameters, in lower case
 * @param base64 whether the data is in base64, else it is percent-encoded
 */
record DataUrl(String mediaType, boolean base64, String data) {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** What a URL holds, if it is one of this kind. */
    static Optional<DataUrl> of(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma).strip().toLowerCase(Locale.ROOT);
        int end = head.indexOf(';');
        String type = end < 0 ? head : head.substring(0, end);
        return Optional.of(new DataUrl(
                type.isEmpty() ? "text/plain" : type.strip(), head.endsWith(BASE64), url.substring(comma + 1)));
    }

    /**
     * The data in base64.
     *
     * @throws IllegalArgumentException if it is not encoded as it should be
     */
    String inBase64() {
        return base64 ? data : Base64.getEncoder().encodeToString(unescaped().getBytes(UTF_8));
    }

    /**
     * The data as text.
     *
     * @throws IllegalArgumentException if it is not encoded as it should be
     */
    String text() {
        return base64 ? new String(Base64.getMimeDecoder().decode(data), UTF_8) : unescaped();
    }

    /** A plus is a plus here, other than in forms. */
    private String unescaped() {
        return URLDecoder.decode(data.replace("+", "%2B"), UTF_8);
    }
}
