package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.simulator.Heard.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A conversation being heard, turn by turn. */
final class Conversation {

    private static final int TOKENS_OF_AN_ATTACHMENT = 258;

    private final Map<String, String> calls = new HashMap<>();
    private final List<Result> results = new ArrayList<>();
    private List<String> seen = List.of();
    private String lastOfUser = "";
    private String last = "";
    private boolean userSpoke;
    private int tokens;

    /** Hears a turn; the user's begins a new round, in which no tool has answered. */
    void hear(boolean user, String text, List<String> attachments) {
        tokens += Tokens.count(text) + attachments.size() * TOKENS_OF_AN_ATTACHMENT;
        last = text;
        if (user) {
            lastOfUser = text;
            userSpoke = true;
            seen = attachments;
            results.clear();
        }
    }

    /** Hears a turn that is nothing but text. */
    void hear(boolean user, String text) {
        hear(user, text, List.of());
    }

    /** Hears of a tool that was called. */
    void hearCall(String id, String tool, String arguments) {
        tokens += 1 + Tokens.count(arguments);
        calls.put(id, tool);
    }

    /** Hears what a tool answered to the call of that id, and maybe with something to look at. */
    void hearResult(String id, String text, List<String> attachments) {
        hearResultOf(calls.getOrDefault(id, id), text, attachments);
    }

    /** Hears what the tool of that name answered. */
    void hearResultOf(String tool, String text, List<String> attachments) {
        tokens += Tokens.count(text) + attachments.size() * TOKENS_OF_AN_ATTACHMENT;
        List<String> said = new ArrayList<>(attachments);
        if (!text.isEmpty() || attachments.isEmpty()) {
            said.addFirst(text);
        }
        results.add(new Result(tool, String.join(" and ", said)));
    }

    /** The text in a content that is text, or parts of which some have text. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.isTextual() ? part.textValue() : part.path("text").asText(""));
        }
        return text.toString();
    }

    /** All that was heard. */
    Heard heard() {
        return new Heard(userSpoke ? lastOfUser : last, tokens, seen, results);
    }
}
