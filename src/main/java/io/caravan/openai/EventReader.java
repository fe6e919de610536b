package io.caravan.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the events of one stream, token by token and without a tree where they are as usual. Holds what the
 * event read last has said.
 */
final class EventReader {

    private final ObjectMapper json;
    private final AnswerHead head;
    private final Map<String, JsonNode> known = new HashMap<>();

    private final List<ChoicePiece> choices = new ArrayList<>(1);
    private Map<String, JsonNode> extras = Map.of();
    private Optional<Usage> usage = Optional.empty();
    private boolean odd;

    EventReader(ObjectMapper json, AnswerHead head) {
        this.json = json;
        this.head = head;
    }

    void read(byte[] data) throws IOException {
        choices.clear();
        usage = Optional.empty();
        odd = true;
        try (JsonParser parser = json.createParser(data)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                members(parser);
            }
        }
    }

    /** What the event says about the choices. */
    List<ChoicePiece> choices() {
        return choices;
    }

    /** The tokens so far, if the event tells them. */
    Optional<Usage> usage() {
        return usage;
    }

    /** Members without meaning that have come since this was asked last and are new. */
    Map<String, JsonNode> takeExtras() {
        Map<String, JsonNode> taken = extras;
        extras = Map.of();
        return taken;
    }

    /** Whether the event is not what events of an answer look like, perhaps because it tells an error. */
    boolean odd() {
        return odd;
    }

    private void members(JsonParser parser) throws IOException {
        boolean answers = false;
        boolean fails = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "choices" -> answers |= choices(parser);
                case "error", "base_resp" -> {
                    fails = true;
                    parser.skipChildren();
                }
                case "usage" -> usage = UsageBody.of(parser.readValueAsTree());
                case "x_groq" -> fails |= groq(parser.readValueAsTree());
                default -> member(name, parser);
            }
        }
        odd = fails || (!answers && usage.isEmpty());
    }

    private void member(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "id", "model", "created" -> {
                if (!head.complete()) {
                    head(name, parser);
                }
            }
            case "object", "obfuscation" -> parser.skipChildren();
            default -> extra(name, parser);
        }
    }

    private void head(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "id" -> head.id(ChoiceReader.text(parser));
            case "model" -> head.model(ChoiceReader.text(parser));
            default -> head.created(ChoiceReader.number(parser, 0));
        }
    }

    private boolean choices(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return false;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            ChoicePiece piece = ChoiceReader.read(parser);
            usage = piece.usage.isPresent() ? piece.usage : usage;
            choices.add(piece);
        }
        return true;
    }

    /** Groq's usage comes inside a member of its own, and so may an error. */
    private boolean groq(JsonNode member) {
        usage = UsageBody.of(member.path("usage")).or(() -> usage);
        return member.has("error");
    }

    private void extra(String name, JsonParser parser) throws IOException {
        JsonNode before = known.get(name);
        if (before != null
                && before.isTextual()
                && parser.currentToken() == JsonToken.VALUE_STRING
                && before.textValue().equals(parser.getText())) {
            return;
        }
        JsonNode value = parser.readValueAsTree();
        if (!value.equals(before)) {
            known.put(name, value);
            Map<String, JsonNode> more = new LinkedHashMap<>(extras);
            more.put(name, value);
            extras = more;
        }
    }
}
