package io.caravan.media;

import java.util.Optional;

/** How files of well-known types begin. */
enum Signature {
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    GIF_87("image/gif", 0, "GIF87a"),
    GIF_89("image/gif", 0, "GIF89a"),
    WEBP("image/webp", 8, "WEBP"),
    HEIC("image/heic", 4, "ftyphei"),
    HEVC("image/heic", 4, "ftyphev"),
    HEIF("image/heif", 4, "ftypmif1"),
    HEIF_SEQUENCE("image/heif", 4, "ftypmsf1"),
    AVIF("image/avif", 4, "ftypavif"),
    PDF("application/pdf", 0, "%PDF-");

    private final String type;
    private final int offset;
    /** Its characters stand for bytes. */
    private final String start;

    Signature(String type, int offset, String start) {
        this.type = type;
        this.offset = offset;
        this.start = start;
    }

    /** The media type of a file that begins with one of these. */
    static Optional<String> typeOf(byte[] file) {
        for (Signature signature : values()) {
            if (signature.begins(file)) {
                return Optional.of(signature.type);
            }
        }
        return Optional.empty();
    }

    /** Whether files of that type can be told by their beginning. */
    static boolean tells(String type) {
        for (Signature signature : values()) {
            if (signature.type.equals(type)) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(byte[] file) {
        if (file.length < offset + start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (Byte.toUnsignedInt(file[offset + i]) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
