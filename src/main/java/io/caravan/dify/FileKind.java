package io.caravan.dify;

import java.util.Map;

/**
 * What Dify calls files of one media type.
 *
 * @param mediaType in lower case, without parameters
 */
record FileKind(String mediaType) {

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

    /** Dify's word for the kind. */
    String word() {
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
