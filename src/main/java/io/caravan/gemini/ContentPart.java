package io.caravan.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;

/** The parts that a message holds, in Gemini's words. */
final class ContentPart {

    private ContentPart() {}

    /**
     * All parts of a message; empty texts, which Gemini refuses, are left out.
     *
     * @param path where the message stands in the caller's request
     */
    static ArrayNode all(Message message, String path) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < message.content().size(); index++) {
            ObjectNode part = of(message.content().get(index), path + ".content." + index);
            if (!part.path("text").asText("unset").isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    /**
     * The texts of a message that can hold nothing else.
     *
     * @throws GatewayException if it does
     */
    static List<String> texts(Message message, String path) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < message.content().size(); index++) {
            if (!(message.content().get(index) instanceof Content.Text text)) {
                throw GatewayException.unsupported(path + ".content." + index, "instructions to Gemini are text");
            }
            if (!text.text().isEmpty()) {
                texts.add(text.text());
            }
        }
        return texts;
    }

    private static ObjectNode of(Content part, String path) {
        return switch (part) {
            case Content.Text text -> text(text.text());
            case Content.Refusal refusal -> text(refusal.refusal());
            case Content.Image image -> MediaPart.of(image, path);
            case Content.Audio audio -> MediaPart.of(audio, path);
            case Content.Document document -> MediaPart.of(document, path);
            case Content.Unknown unknown ->
                throw GatewayException.unsupported(
                        path, "parts of the type " + unknown.type() + " cannot be sent to Gemini");
        };
    }

    static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }
}
