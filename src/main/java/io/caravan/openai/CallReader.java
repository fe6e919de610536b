package io.caravan.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.openai.ChoicePiece.CallPiece;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads one tool call of an event, from after its opening brace to its closing one. */
final class CallReader {

    private int index = -1;
    private String id = "";
    private String name = "";
    private String arguments = "";
    private Map<String, JsonNode> extras = Map.of();

    private CallReader() {}

    static CallPiece read(JsonParser parser) throws IOException {
        CallReader call = new CallReader();
        call.members(parser);
        return new CallPiece(call.index, call.id, call.name, call.arguments, call.extras);
    }

    private void members(JsonParser parser) throws IOException {
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (member) {
                case "index" -> index = (int) ChoiceReader.number(parser, -1);
                case "id" -> id = ChoiceReader.text(parser);
                case "type" -> parser.skipChildren();
                case "function" -> function(parser);
                default -> extra(member, parser.readValueAsTree());
            }
        }
    }

    private void function(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            parser.nextToken();
            switch (member) {
                case "name" -> name = ChoiceReader.text(parser);
                case "arguments" -> arguments = arguments(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /** Some give an object instead of its text. */
    private static String arguments(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            JsonNode object = parser.readValueAsTree();
            return object.toString();
        }
        return ChoiceReader.text(parser);
    }

    private void extra(String member, JsonNode value) {
        Map<String, JsonNode> more = new HashMap<>(extras);
        more.put(member, value);
        extras = more;
    }
}
