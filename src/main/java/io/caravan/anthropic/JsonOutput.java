package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ResponseFormat;
import java.util.Optional;

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

    /**
     * The way that suits the model and the wanted form. An answer that has to be a call of one of the caller's tools
     * is none, and needs no form.
     *
     * @param choice the choice among the caller's tools
     */
    static JsonOutput of(ChatRequest chat, ModelFamily family, boolean thinks, Optional<CallChoice> choice) {
        boolean alone = chat.tools().definitions().isEmpty()
                || choice.filter(some -> some.kind() == CallChoice.Kind.NONE).isPresent();
        JsonOutput output = switch (chat.responseFormat().orElseGet(ResponseFormat.Text::new)) {
            case ResponseFormat.Text _ -> new None();
            case ResponseFormat.JsonObject _ -> AnswerTool.ofAnyObject(thinks, alone);
            case ResponseFormat.JsonSchema format ->
                family.atLeast(Generation.STRUCTURED) && SchemaSubset.expresses(format.schema())
                        ? new Format(format.schema())
                        : AnswerTool.of(format, thinks, alone);
        };
        boolean answers = choice.stream().noneMatch(CallChoice::forces);
        return answers || output instanceof Format ? output : new None();
    }
}
