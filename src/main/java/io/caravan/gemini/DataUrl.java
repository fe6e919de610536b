package io.caravan.gemini;

import java.util.Locale;
import java.util.Optional;

/**
 * Bytes in a URL of their own, such as {@code data:image/png;base64,iVBORw0KGgo=}.
 *
 * @param mediaType without parameters, in lower case; empty if there is none
 * @param data base64
 */
record DataUrl(String mediaType, String data) {

    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";

    /** What a URL says, if it is one of this kind and in base64. */
    static Optional<DataUrl> of(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
        if (!head.endsWith(ENCODING)) {
            return Optional.empty();
        }
        return Optional.of(new DataUrl(head.substring(0, head.indexOf(';')).strip(), url.substring(comma + 1)));
    }
}
