package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What a simulated model keeps in mind of the messages that it is sent. */
final class Conversation {

    private int tokens;
    private String lastOfUser = "";
    private String last = "";
    private boolean userSpoke;

    /** Listens to one message. */
    void hear(boolean user, String text) {
        tokens += Tokens.count(text);
        last = text;
        if (user) {
            lastOfUser = text;
            userSpoke = true;
        }
    }

    /** Listens to a message whose content is text or a list of parts, of which those with text count. */
    void hear(boolean user, JsonNode content) {
        if (content.isTextual()) {
            hear(user, content.textValue());
            return;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText(""));
        }
        hear(user, text.toString());
    }

    /** How many words were heard. */
    int tokens() {
        return tokens;
    }

    /** What the user said last, or what was said last if the user never spoke. */
    String lastWords() {
        return userSpoke ? lastOfUser : last;
    }
}
