package io.caravan.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Content;
import io.caravan.chat.json.Fields;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads blocks of content that a client sends. */
final class ClientContent {

    private ClientContent() {}

    /** What a block holds; one of a kind that no other dialect knows stays as it is. */
    static Content of(Fields block) {
        return switch (block.required("type")) {
            case "text" -> new Content.Text(block.required("text"), others(block, Set.of("type", "text")));
            case "image" -> image(block, source(block));
            case "document" -> document(block, source(block));
            default -> new Content.Unknown(block.text("type").orElse(""), block.object());
        };
    }

    /** The members that are not among those names and not null. */
    static Map<String, JsonNode> others(Fields block, Set<String> known) {
        Map<String, JsonNode> others = block.others(known);
        others.values().removeIf(JsonNode::isNull);
        return others;
    }

    private static Fields source(Fields block) {
        if (!block.has("source")) {
            block.wrong("source", "is required");
        }
        return block.inside("source");
    }

    private static Content image(Fields block, Fields source) {
        return switch (type(source)) {
            case "base64" -> image(block, dataUrl(source));
            case "url" -> image(block, source.required("url"));
            default -> new Content.Unknown("image", block.object());
        };
    }

    private static Content image(Fields block, String url) {
        return new Content.Image(url, Optional.empty(), others(block, Set.of("type", "source")));
    }

    private static Content document(Fields block, Fields source) {
        return switch (type(source)) {
            case "base64" -> document(block, Optional.empty(), Optional.of(dataUrl(source)));
            case "text" -> document(block, Optional.empty(), Optional.of(textUrl(source)));
            case "url" -> document(block, Optional.empty(), Optional.of(source.required("url")));
            case "file" -> document(block, Optional.of(source.required("file_id")), Optional.empty());
            default -> new Content.Unknown("document", block.object());
        };
    }

    private static Content document(Fields block, Optional<String> fileId, Optional<String> data) {
        return new Content.Document(
                fileId, data, block.text("title"), others(block, Set.of("type", "source", "title")));
    }

    private static String type(Fields source) {
        return source.object().isObject() ? source.required("type") : "";
    }

    private static String dataUrl(Fields source) {
        return "data:" + source.required("media_type") + ";base64," + source.required("data");
    }

    private static String textUrl(Fields source) {
        byte[] text = source.required("data").getBytes(UTF_8);
        return "data:text/plain;base64," + Base64.getEncoder().encodeToString(text);
    }
}
