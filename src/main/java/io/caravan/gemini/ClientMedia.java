package io.caravan.gemini;

import io.caravan.chat.Content;
import io.caravan.chat.json.Fields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of a client's that are no text. */
final class ClientMedia {

    private static final String IMAGE = "image/";
    private static final String AUDIO = "audio/";

    private ClientMedia() {}

    /** What a part holds; one of a kind that no other dialect knows stays as it is. */
    static Content of(Fields part) {
        if (part.has("inlineData")) {
            return inline(part.inside("inlineData"));
        }
        if (part.has("fileData")) {
            return file(part.inside("fileData"));
        }
        if (part.object().isEmpty()) {
            part.wrongHere("must hold text, data or a call");
        }
        String type = part.object().properties().stream()
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        return new Content.Unknown(type, part.object());
    }

    private static Content inline(Fields inline) {
        String type = inline.required("mimeType");
        String data = inline.required("data");
        String url = "data:" + type + ";base64," + data;
        if (type.startsWith(IMAGE)) {
            return new Content.Image(url, Optional.empty(), Map.of());
        }
        Optional<String> format = audio(type);
        return format.isPresent()
                ? new Content.Audio(data, format.get())
                : new Content.Document(Optional.empty(), Optional.of(url), inline.text("displayName"));
    }

    private static Content file(Fields file) {
        String uri = file.required("fileUri");
        return file.text("mimeType").orElse("").startsWith(IMAGE)
                ? new Content.Image(uri, Optional.empty(), Map.of())
                : new Content.Document(Optional.of(uri), Optional.empty(), file.text("displayName"));
    }

    /** The format of sound in OpenAI's word, if it is one that has a plain name. */
    private static Optional<String> audio(String type) {
        if (!type.startsWith(AUDIO)) {
            return Optional.empty();
        }
        String format = type.substring(AUDIO.length()).toLowerCase(Locale.ROOT);
        return switch (format) {
            case "mpeg" -> Optional.of("mp3");
            case "x-wav", "wave" -> Optional.of("wav");
            default -> Optional.of(format).filter(word -> word.matches("[a-z0-9]+"));
        };
    }
}
