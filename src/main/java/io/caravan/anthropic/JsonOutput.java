package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ResponseFormat;

/**
 * The way in which an answer is had as JSON.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured outputs</a>
 */
sealed interface JsonOutput permits JsonOutput.None, JsonOutput.Format, AnswerTool {

    /** Not at all: the answer is text. */
    record None() implements JsonOutput {}

    /** By a schema that the service holds the model to. */
    record Format(JsonNode schema) implements JsonOutput {}

    /** The way that suits the model and the wanted form. */
    static JsonOutput of(ChatRequest chat, ModelFamily family, Thinking thinking) {
        return switch (chat.responseFormat().orElseGet(ResponseFormat.Text::new)) {
            case ResponseFormat.Text _ -> new None();
            case ResponseFormat.JsonObject _ -> AnswerTool.ofAnyObject(!thinking.on());
            case ResponseFormat.JsonSchema format -> of(format, family, thinking);
        };
    }

    private static JsonOutput of(ResponseFormat.JsonSchema format, ModelFamily family, Thinking thinking) {
        boolean enforceable = family.atLeast(Generation.STRUCTURED) && SchemaSubset.expresses(format.schema());
        return enforceable ? new Format(format.schema()) : AnswerTool.of(format, !thinking.on());
    }
}
