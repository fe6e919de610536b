package io.caravan.gemini;

import java.net.FileNameMap;
import java.net.URLConnection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that Google fetches by itself: one of its Files API, of its Cloud Storage, or a video of YouTube.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/video-understanding#youtube">YouTube URLs</a>
 */
record GoogleFile(String uri) {

    private static final String FILES = "https://generativelanguage.googleapis.com/";

    private static final List<String> PLACES = List.of(
            FILES,
            "gs://",
            "https://www.youtube.com/",
            "https://youtube.com/",
            "https://m.youtube.com/",
            "https://youtu.be/");

    /** The file at a URL, if it is in one of these places. */
    static Optional<GoogleFile> at(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return PLACES.stream().anyMatch(lower::startsWith) ? Optional.of(new GoogleFile(url)) : Optional.empty();
    }

    /** The file of an id: a URL as above, or the name that the Files API gave, with or without {@code files/}. */
    static Optional<GoogleFile> of(String id) {
        if (id.contains(":")) {
            return at(id);
        }
        return Optional.of(new GoogleFile(FILES + "v1beta/" + (id.startsWith("files/") ? id : "files/" + id)));
    }

    /** The media type that a file's name tells, if it does. */
    static Optional<String> mediaType(String name) {
        FileNameMap types = URLConnection.getFileNameMap();
        return Optional.ofNullable(types.getContentTypeFor(name.toLowerCase(Locale.ROOT)));
    }
}
