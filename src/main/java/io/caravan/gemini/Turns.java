package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was said, in turns: neighbours by one speaker are one turn. */
final class Turns {

    private static final String USER = "user";
    private static final String MODEL = "model";
    /** A turn without any part is answered with 400. */
    private static final String BLANK = " ";

    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();

    /** Adds what a user says, a blank if that is nothing. */
    void user(ArrayNode parts) {
        add(USER, parts.isEmpty() ? parts.add(ContentPart.text(BLANK)) : parts);
    }

    /** Adds what a model said, if it said anything. */
    void model(ArrayNode parts) {
        if (!parts.isEmpty()) {
            add(MODEL, parts);
        }
    }

    /** Adds what a model said to a user who had said nothing. */
    void callingModel(ArrayNode parts) {
        if (turns.isEmpty()) {
            user(JsonNodeFactory.instance.arrayNode());
        }
        model(parts);
    }

    private void add(String speaker, ArrayNode parts) {
        JsonNode last = turns.path(turns.size() - 1);
        ArrayNode place = last.path("role").asText().equals(speaker)
                ? last.withArrayProperty("parts")
                : turns.addObject().put("role", speaker).putArray("parts");
        place.addAll(parts);
    }

    /** Puts an instruction before everything that a user says. */
    void instruct(String instruction) {
        for (JsonNode turn : turns) {
            if (turn.path("role").asText().equals(USER)) {
                instruct(turn.withArrayProperty("parts"), instruction);
                return;
            }
        }
        turns.insertObject(0).put("role", USER).putArray("parts").add(ContentPart.text(instruction));
    }

    private static void instruct(ArrayNode parts, String instruction) {
        String text = parts.path(0).path("text").asText();
        if (text.isEmpty()) {
            parts.insert(0, ContentPart.text(instruction));
        } else {
            String both = text.equals(BLANK) ? instruction : instruction + "\n\n" + text;
            ((ObjectNode) parts.get(0)).put("text", both);
        }
    }

    /** Puts the turns into a request's body. */
    void writeTo(ObjectNode body) {
        if (turns.isEmpty()) {
            user(JsonNodeFactory.instance.arrayNode());
        }
        body.set("contents", turns);
    }
}
