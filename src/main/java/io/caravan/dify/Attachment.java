package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.DataUrl;
import io.caravan.error.GatewayException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A file that goes with a question. */
sealed interface Attachment {

    /** The member of a file part that tells Dify's kind of a file that it has: image, document, audio, video, custom. */
    String TYPE = "dify_type";

    /**
     * The file as a request names it.
     *
     * @throws GatewayException if Dify has yet to get it
     */
    ObjectNode json();

    /** A file that Dify is to fetch. */
    record Remote(String type, String url) implements Attachment {
        @Override
        public ObjectNode json() {
            return member(type, "remote_url").put("url", url);
        }
    }

    /** A file that Dify has. */
    record Uploaded(String type, String id) implements Attachment {
        @Override
        public ObjectNode json() {
            return member(type, "local_file").put("upload_file_id", id);
        }
    }

    /** A file that comes with the request, and has to be uploaded before. */
    record Inline(DataUrl data, Optional<String> filename, String path) implements Attachment {

        FileKind kind() {
            return new FileKind(data.mediaType());
        }

        @Override
        public ObjectNode json() {
            throw GatewayException.unsupported(path, "has to be uploaded to Dify first");
        }
    }

    static Attachment of(Content.Image image, String path) {
        return located(image.url(), "image", Optional.empty(), path);
    }

    static Attachment of(Content.Audio audio, String path) {
        String format = audio.format().toLowerCase(Locale.ROOT);
        return new Inline(
                new DataUrl("audio/" + (format.equals("mp3") ? "mpeg" : format), true, audio.data()),
                Optional.of("audio." + format),
                path);
    }

    static Attachment of(Content.Document document, String path) {
        Optional<String> type = type(document.extras());
        if (document.fileId().isPresent()) {
            return new Uploaded(type.orElse("document"), document.fileId().get());
        }
        return located(document.data().orElse(""), type.orElse("document"), document.filename(), path);
    }

    private static Attachment located(String url, String type, Optional<String> filename, String path) {
        String scheme = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("http://") || scheme.startsWith("https://")) {
            return new Remote(type, url);
        }
        return DataUrl.ofBase64(url)
                .<Attachment>map(data -> new Inline(data, filename, path))
                .orElseThrow(() ->
                        GatewayException.unsupported(path, "must be an http or https URL or a data URL with base64"));
    }

    private static Optional<String> type(Map<String, JsonNode> extras) {
        return Optional.ofNullable(extras.get(TYPE)).map(JsonNode::asText).filter(text -> !text.isBlank());
    }

    private static ObjectNode member(String type, String method) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("transfer_method", method);
    }
}
