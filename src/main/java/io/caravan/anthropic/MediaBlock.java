package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.DataUrl;
import io.caravan.error.GatewayException;
import java.util.Set;

/**
 * Makes blocks of pictures and documents.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/vision">Vision</a>
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/pdf-support">PDF support</a>
 */
final class MediaBlock {

    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String HTTPS = "https://";

    /** The part's place in the request. */
    private final String path;

    private MediaBlock(String path) {
        this.path = path;
    }

    /**
     * The block of a picture.
     *
     * @throws GatewayException if it is in no form that Anthropic takes
     */
    static ObjectNode of(Content.Image image, String path) {
        MediaBlock media = new MediaBlock(path);
        ObjectNode block = DataUrl.of(image.url())
                .map(media::picture)
                .orElseGet(() -> block("image", media.remote(image.url(), "picture")));
        OwnMembers.keep(block, image.extras());
        return block;
    }

    /**
     * The block of a document.
     *
     * @throws GatewayException if it is in no form that Anthropic takes
     */
    static ObjectNode of(Content.Document document, String path) {
        MediaBlock media = new MediaBlock(path);
        ObjectNode block = document.fileId().filter(id -> !isHttps(id)).isPresent()
                ? block(
                        "document",
                        source("file").put("file_id", document.fileId().get()))
                : media.document(document.data().or(document::fileId).orElse(""));
        if (block.path("type").asText().equals("document")) {
            document.filename().filter(name -> !name.isBlank()).ifPresent(name -> block.put("title", name));
        }
        OwnMembers.keep(block, document.extras());
        return block;
    }

    /** Whether a file lies in the service's own store of files, which is a beta to be asked for. */
    static boolean isStored(Content part) {
        return switch (part) {
            case Content.Document document ->
                document.fileId().filter(id -> !isHttps(id)).isPresent();
            case Content.Unknown(var _, JsonNode raw) ->
                raw.path("source").path("type").asText().equals("file");
            default -> false;
        };
    }

    private ObjectNode picture(DataUrl url) {
        String type = type(url).equals("image/jpg") ? "image/jpeg" : type(url);
        if (!PICTURES.contains(type)) {
            throw refused("anthropic takes pictures in jpeg, png, gif and webp, not " + type);
        }
        return block("image", base64(type, url));
    }

    private ObjectNode document(String url) {
        return DataUrl.of(url).map(this::document).orElseGet(() -> block("document", remote(url, "document")));
    }

    private ObjectNode document(DataUrl url) {
        String type = type(url);
        if (type.startsWith("image/")) {
            return picture(url);
        }
        if (type.equals("application/pdf")) {
            return block("document", base64(type, url));
        }
        if (type.startsWith("text/")) {
            return block(
                    "document",
                    source("text")
                            .put("media_type", "text/plain")
                            .put("data", url.text().orElseThrow(this::undecipherable)));
        }
        throw refused("anthropic takes documents in pdf and plain text, not " + type);
    }

    /** What does not tell its type is plain text, as RFC 2397 says. */
    private static String type(DataUrl url) {
        return url.mediaType().isEmpty() ? "text/plain" : url.mediaType();
    }

    private ObjectNode base64(String type, DataUrl url) {
        String data = url.inBase64().filter(text -> !text.isBlank()).orElseThrow(this::undecipherable);
        return source("base64").put("media_type", type).put("data", data);
    }

    private ObjectNode remote(String url, String what) {
        if (!isHttps(url)) {
            throw refused("anthropic takes a " + what + " as a data URL or by an https URL");
        }
        return source("url").put("url", url);
    }

    private static boolean isHttps(String url) {
        return url.regionMatches(true, 0, HTTPS, 0, HTTPS.length());
    }

    private static ObjectNode source(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode block(String type, ObjectNode source) {
        return source(type).set("source", source);
    }

    private GatewayException refused(String message) {
        return GatewayException.unsupported(path, message);
    }

    private GatewayException undecipherable() {
        return GatewayException.invalid(path, "must be a data URL whose data is encoded as it says");
    }
}
