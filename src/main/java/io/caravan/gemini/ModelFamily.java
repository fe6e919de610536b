package io.caravan.gemini;

import static io.caravan.chat.ReasoningEffort.LOW;
import static io.caravan.chat.ReasoningEffort.MINIMAL;
import static io.caravan.gemini.ModelFamily.SchemaForm.JSON_SCHEMA;
import static io.caravan.gemini.ModelFamily.SchemaForm.OPEN_API;

import io.caravan.provider.ModelPattern;
import java.util.Arrays;
import java.util.List;

/**
 * Models that want their requests alike.
 *
 * @param systemInstruction whether instructions have a place of their own instead of standing in the first user turn
 * @see <a href="https://ai.google.dev/gemini-api/docs/thinking">Thinking budgets and levels</a>
 */
record ModelFamily(boolean systemInstruction, SchemaForm schemaForm, Thinking thinking, List<ModelPattern> patterns) {

    /** How the schema of an answer is written. */
    enum SchemaForm {
        /** JSON Schema as it stands, from Gemini 2.0 on. */
        JSON_SCHEMA,
        /** Google's subset of OpenAPI 3.0. */
        OPEN_API
    }

    private static final Thinking NONE = new Thinking.Untold();

    /** A model under a name that tells nothing. */
    private static final ModelFamily OTHER = family(true, JSON_SCHEMA, NONE);

    /** The first with a pattern that fits counts; a version that is in none of the others is a newer one. */
    private static final List<ModelFamily> FAMILIES = List.of(
            family(false, OPEN_API, NONE, "gemma-*"),
            family(true, JSON_SCHEMA, NONE, "*-image*", "*-tts*"),
            family(true, OPEN_API, NONE, "gemini-1.*", "gemini-pro", "gemini-pro-vision", "learnlm-1.*"),
            family(true, JSON_SCHEMA, NONE, "gemini-2.0-*", "gemini-exp-*"),
            family(true, JSON_SCHEMA, new Thinking.Budget(128, 128), "gemini-2.5-pro*"),
            family(true, JSON_SCHEMA, new Thinking.Budget(0, 512), "gemini-2.5-flash-lite*"),
            family(true, JSON_SCHEMA, new Thinking.Budget(0, 1), "gemini-2.5-*"),
            family(
                    true,
                    JSON_SCHEMA,
                    new Thinking.Level(MINIMAL),
                    "gemini-3-flash*",
                    "gemini-3.1-flash*",
                    "gemini-3.5-flash*",
                    "gemini-3.6-flash*"),
            family(true, JSON_SCHEMA, new Thinking.Level(LOW), "gemini-#*", "gemini-*-latest"));

    /** The family of a model. */
    static ModelFamily of(String model) {
        return FAMILIES.stream()
                .filter(family -> family.patterns.stream().anyMatch(pattern -> pattern.matches(model)))
                .findFirst()
                .orElse(OTHER);
    }

    private static ModelFamily family(
            boolean systemInstruction, SchemaForm schemaForm, Thinking thinking, String... globs) {
        List<ModelPattern> patterns = Arrays.stream(globs).map(ModelPattern::of).toList();
        return new ModelFamily(systemInstruction, schemaForm, thinking, patterns);
    }
}
