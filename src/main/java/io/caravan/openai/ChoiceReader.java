package io.caravan.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Reads one choice of an event, from after its opening brace to its closing one. A null is an absence. */
final class ChoiceReader {

    private ChoiceReader() {}

    static ChoicePiece read(JsonParser parser) throws IOException {
        ChoicePiece piece = new ChoicePiece();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                member(name, parser, piece);
            }
        }
        return piece;
    }

    private static void member(String name, JsonParser parser, ChoicePiece piece) throws IOException {
        switch (name) {
            case "index" -> piece.index = Math.max(0, (int) number(parser, 0));
            case "delta" -> delta(parser, piece);
            case "finish_reason" -> piece.finish = text(parser);
            case "native_finish_reason" -> piece.originalFinish = text(parser);
            case "moderation_hit_type" -> piece.moderated = !text(parser).isEmpty();
            case "usage" -> piece.usage = UsageBody.of(parser.readValueAsTree());
            case "logprobs" -> {
                JsonNode logprobs = parser.readValueAsTree();
                piece.logprobs = Optional.of(logprobs);
            }
            default -> parser.skipChildren();
        }
    }

    private static void delta(JsonParser parser, ChoicePiece piece) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                part(name, parser, piece);
            }
        }
    }

    private static void part(String name, JsonParser parser, ChoicePiece piece) throws IOException {
        switch (name) {
            case "role" -> piece.role = !text(parser).isEmpty();
            case "content" -> content(parser, piece);
            case "reasoning_content", "reasoning" -> piece.reason(text(parser));
            case "refusal" -> piece.refusal = text(parser);
            case "thinking_blocks" -> {
                JsonNode blocks = parser.readValueAsTree();
                piece.thinkingBlocks = blocks.valueStream().toList();
            }
            case "tool_calls" -> calls(parser, piece);
            default -> {
                JsonNode extra = parser.readValueAsTree();
                if (extra.isValueNode() || !extra.isEmpty()) {
                    piece.add(name, extra);
                }
            }
        }
    }

    private static void content(JsonParser parser, ChoicePiece piece) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            Spoken spoken = Spoken.inContent(parser.readValueAsTree());
            piece.content = spoken.content();
            piece.reason(spoken.reasoning());
        } else {
            piece.content = text(parser);
        }
    }

    private static void calls(JsonParser parser, ChoicePiece piece) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            piece.add(CallReader.read(parser));
        }
    }

    /** A number; of anything else the fallback. */
    static long number(JsonParser parser, long fallback) throws IOException {
        if (parser.currentToken().isScalarValue()) {
            return parser.getValueAsLong(fallback);
        }
        parser.skipChildren();
        return fallback;
    }

    /** A text; of anything else nothing. */
    static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }
}
