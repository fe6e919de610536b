package io.caravan.dify;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file written out in a URL.
 *
 * @param mediaType in lower case, without parameters
 */
record DataUrl(String mediaType, String base64) {

    private static final String MARK = ";base64";

    /** Dify knows files by their ending, which is not always the end of the media type. */
    private static final Map<String, String> ENDINGS = Map.of(
            "text/plain", "txt",
            "text/markdown", "md",
            "image/svg+xml", "svg",
            "audio/mpeg", "mp3",
            "audio/x-wav", "wav",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");

    /** The file in a {@code data:} URL, if it is one with base64. */
    static Optional<DataUrl> of(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.regionMatches(true, 0, "data:", 0, 5)) {
            return Optional.empty();
        }
        String head = url.substring(5, comma).toLowerCase(Locale.ROOT);
        if (!head.endsWith(MARK)) {
            return Optional.empty();
        }
        String type = head.substring(0, head.length() - MARK.length());
        int parameters = type.indexOf(';');
        return Optional.of(
                new DataUrl(parameters < 0 ? type : type.substring(0, parameters), url.substring(comma + 1)));
    }

    /** Its bytes, if the base64 is right. */
    Optional<byte[]> bytes() {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Dify's kind of file. */
    String kind() {
        String first = mediaType.substring(0, Math.max(0, mediaType.indexOf('/')));
        return switch (first) {
            case "image", "audio", "video" -> first;
            default -> "document";
        };
    }

    /** The ending of a file's name. */
    String ending() {
        return ENDINGS.getOrDefault(mediaType, mediaType.substring(mediaType.indexOf('/') + 1));
    }
}
