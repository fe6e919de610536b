package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;

/** The text and the reasoning in a message, each empty if there is none. */
record Spoken(String content, String reasoning) {

    /** What a message or a piece of one says. */
    static Spoken of(JsonNode message) {
        Spoken spoken = inContent(message.path("content"));
        String reasoning = message.path("reasoning_content").asText("");
        if (reasoning.isEmpty() && message.path("reasoning").isTextual()) {
            reasoning = message.path("reasoning").textValue();
        }
        return reasoning.isEmpty() ? spoken : new Spoken(spoken.content(), reasoning);
    }

    /**
     * What stands in the content, which is a text or, at Mistral, a list of parts.
     *
     * @see <a href="https://docs.mistral.ai/capabilities/reasoning/">Mistral's thinking parts</a>
     */
    static Spoken inContent(JsonNode content) {
        if (!content.isArray()) {
            return new Spoken(content.asText(""), "");
        }
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText());
            reasoning.append(inContent(part.path("thinking")).content());
        }
        return new Spoken(text.toString(), reasoning.toString());
    }

    boolean anything() {
        return !content.isEmpty() || !reasoning.isEmpty();
    }
}
