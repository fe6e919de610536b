package io.caravan.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.DataUrl;
import io.caravan.error.GatewayException;
import java.util.Locale;
import java.util.Optional;

/** Pictures, sound and documents as Gemini's parts: inline, or where Google finds them. */
final class MediaPart {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final String path;

    private MediaPart(String path) {
        this.path = path;
    }

    /** The part for a picture, or for anything else that is sent as one. */
    static ObjectNode of(Content.Image image, String path) {
        return new MediaPart(path).url(image.url());
    }

    /** The part for sound. */
    static ObjectNode of(Content.Audio audio, String path) {
        String format = audio.format().toLowerCase(Locale.ROOT);
        if (format.isEmpty() || !format.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128)) {
            throw GatewayException.invalid(path + ".input_audio.format", "must be a format such as wav or mp3");
        }
        String data = DataUrl.ofBase64(audio.data()).map(DataUrl::data).orElse(audio.data());
        return inline("audio/" + format, data);
    }

    /** The part for a document. */
    static ObjectNode of(Content.Document document, String path) {
        MediaPart part = new MediaPart(path);
        Optional<String> type = document.filename().flatMap(GoogleFile::mediaType);
        return document.data()
                .map(data -> part.document(data, type))
                .orElseGet(() -> part.stored(document.fileId().orElse(""), type));
    }

    private ObjectNode url(String url) {
        Optional<DataUrl> data = DataUrl.ofBase64(url);
        if (data.isPresent()) {
            return inline(data.get(), Optional.empty());
        }
        GoogleFile file = GoogleFile.at(url)
                .orElseThrow(() -> GatewayException.unsupported(
                        path, "must be a data URL in base64, a file of Google's or a video of YouTube"));
        return file(file, file.uri().startsWith("gs://") ? GoogleFile.mediaType(file.uri()) : Optional.empty());
    }

    private ObjectNode document(String data, Optional<String> type) {
        if (!data.contains(":")) {
            return inline(new DataUrl("", true, data), type);
        }
        return DataUrl.ofBase64(data).map(known -> inline(known, type)).orElseGet(() -> url(data));
    }

    private ObjectNode stored(String id, Optional<String> type) {
        GoogleFile file = GoogleFile.of(id)
                .orElseThrow(() -> GatewayException.unsupported(path + ".file.file_id", "is no file of Google's"));
        return file(file, type);
    }

    private ObjectNode inline(DataUrl data, Optional<String> guess) {
        boolean told = !data.mediaType().isEmpty() && !data.mediaType().equals(UNKNOWN_TYPE);
        String type = told
                ? data.mediaType()
                : guess.orElseThrow(() -> GatewayException.invalid(path, "must tell its media type"));
        return inline(type.equals("image/jpg") ? "image/jpeg" : type, data.data());
    }

    /** A part with the bytes in it. */
    static ObjectNode inline(String type, String data) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.putObject("inlineData").put("mimeType", type).put("data", data);
        return part;
    }

    private static ObjectNode file(GoogleFile file, Optional<String> type) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        ObjectNode data = part.putObject("fileData").put("fileUri", file.uri());
        type.ifPresent(known -> data.put("mimeType", known));
        return part;
    }
}
