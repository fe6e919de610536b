package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages as Gemini wants them: instructions apart, and neighbours of one role in one turn. */
final class Conversation {

    private static final String USER = "user";
    private static final String MODEL = "model";
    /** A turn without any text is answered with 400. */
    private static final String BLANK = " ";

    private final List<String> instructions = new ArrayList<>();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();

    private Conversation() {}

    /**
     * The conversation that these messages make.
     *
     * @throws GatewayException if one of them holds something other than text
     */
    static Conversation of(List<Message> messages) {
        Conversation conversation = new Conversation();
        for (int index = 0; index < messages.size(); index++) {
            conversation.add(messages.get(index), "messages." + index);
        }
        return conversation;
    }

    private void add(Message message, String path) {
        List<String> texts = texts(message, path);
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> instructions.addAll(texts);
            case USER -> say(USER, texts.isEmpty() ? List.of(BLANK) : texts);
            case ASSISTANT -> recall(message, path, texts);
            case TOOL, FUNCTION ->
                throw GatewayException.unsupported(path + ".role", "results of tools cannot be sent to Gemini");
        }
    }

    private static List<String> texts(Message message, String path) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < message.content().size(); index++) {
            String text = text(message.content().get(index), path + ".content." + index);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static String text(Content part, String path) {
        return switch (part) {
            case Content.Text text -> text.text();
            case Content.Refusal refusal -> refusal.refusal();
            case Content.Image _, Content.Audio _, Content.Document _, Content.Unknown _ ->
                throw GatewayException.unsupported(path, "only text can be sent to Gemini");
        };
    }

    private void recall(Message message, String path, List<String> texts) {
        if (!message.toolCalls().isEmpty()) {
            throw GatewayException.unsupported(path + ".tool_calls", "tool calls cannot be sent to Gemini");
        }
        if (texts.isEmpty()) {
            return;
        }
        ArrayNode parts = say(MODEL, texts);
        ProviderFields.signature(message.extras())
                .ifPresent(signature -> text(parts, parts.size() - 1).put("thoughtSignature", signature));
    }

    /** Adds texts to the last turn if that is by the same speaker, else as a new turn. */
    private ArrayNode say(String speaker, List<String> texts) {
        JsonNode last = turns.path(turns.size() - 1);
        ArrayNode parts = last.path("role").asText().equals(speaker)
                ? last.withArrayProperty("parts")
                : turns.addObject().put("role", speaker).putArray("parts");
        texts.forEach(text -> parts.addObject().put("text", text));
        return parts;
    }

    /** Puts the turns and the instructions into a request's body. */
    void writeTo(ObjectNode body, ModelFamily family) {
        if (!instructions.isEmpty() && family.systemInstruction()) {
            ArrayNode parts = body.putObject("systemInstruction").putArray("parts");
            instructions.forEach(instruction -> parts.addObject().put("text", instruction));
        } else if (!instructions.isEmpty()) {
            instructFirstUser(String.join("\n\n", instructions));
        }
        if (turns.isEmpty()) {
            say(USER, List.of(BLANK));
        }
        body.set("contents", turns);
    }

    private void instructFirstUser(String instruction) {
        Optional<ArrayNode> parts = firstUserParts();
        if (parts.isEmpty()) {
            turns.insertObject(0)
                    .put("role", USER)
                    .putArray("parts")
                    .addObject()
                    .put("text", instruction);
            return;
        }
        ObjectNode first = text(parts.get(), 0);
        String text = first.path("text").asText();
        first.put("text", text.equals(BLANK) ? instruction : instruction + "\n\n" + text);
    }

    private Optional<ArrayNode> firstUserParts() {
        for (JsonNode turn : turns) {
            if (turn.path("role").asText().equals(USER)) {
                return Optional.of(turn.withArrayProperty("parts"));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode text(ArrayNode parts, int index) {
        return (ObjectNode) parts.get(index);
    }
}
