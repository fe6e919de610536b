package io.caravan.gemini;

import static io.caravan.chat.ReasoningEffort.LOW;
import static io.caravan.chat.ReasoningEffort.MINIMAL;
import static io.caravan.gemini.ModelFamily.Generation.FIRST;
import static io.caravan.gemini.ModelFamily.Generation.SECOND;
import static io.caravan.gemini.ModelFamily.Generation.THIRD;

import io.caravan.provider.ModelPattern;
import java.util.Arrays;
import java.util.List;

/**
 * Models that want their requests alike.
 *
 * @param systemInstruction whether instructions have a place of their own instead of standing in the first user turn
 * @see <a href="https://ai.google.dev/gemini-api/docs/thinking">Thinking budgets and levels</a>
 */
record ModelFamily(Generation generation, boolean systemInstruction, Thinking thinking, List<ModelPattern> patterns) {

    /** How much of Google's newer ways a model knows. */
    enum Generation {
        /** Gemini 1 and Gemma: no JSON Schema, only Google's subset of OpenAPI 3.0. */
        FIRST,
        /** Gemini 2: JSON Schema, but no form for the answer beside tools. */
        SECOND,
        /** Gemini 3 and newer: both, and calls of functions are signed. */
        THIRD
    }

    private static final Thinking NONE = new Thinking.Untold();

    /** A model under a name that tells nothing. */
    private static final ModelFamily OTHER = family(SECOND, true, NONE);

    /** The first with a pattern that fits counts; a version that is in none of the others is a newer one. */
    private static final List<ModelFamily> FAMILIES = List.of(
            family(FIRST, false, NONE, "gemma-*"),
            family(SECOND, true, NONE, "gemini-2*-image*", "gemini-2*-tts*"),
            family(THIRD, true, NONE, "gemini-*-image*", "gemini-*-tts*"),
            family(FIRST, true, NONE, "gemini-1.*", "gemini-pro", "gemini-pro-vision", "learnlm-1.*"),
            family(SECOND, true, NONE, "gemini-2.0-*", "gemini-exp-*"),
            family(SECOND, true, new Thinking.Budget(128, 128), "gemini-2.5-pro*"),
            family(SECOND, true, new Thinking.Budget(0, 512), "gemini-2.5-flash-lite*"),
            family(SECOND, true, new Thinking.Budget(0, 1), "gemini-2.5-*"),
            family(
                    THIRD,
                    true,
                    new Thinking.Level(MINIMAL),
                    "gemini-3-flash*",
                    "gemini-3.1-flash*",
                    "gemini-3.5-flash*",
                    "gemini-3.6-flash*"),
            family(THIRD, true, new Thinking.Level(LOW), "gemini-#*", "gemini-*-latest"));

    /** The family of a model. */
    static ModelFamily of(String model) {
        return FAMILIES.stream()
                .filter(family -> family.patterns.stream().anyMatch(pattern -> pattern.matches(model)))
                .findFirst()
                .orElse(OTHER);
    }

    /** Whether schemas may be JSON Schema as they stand. */
    boolean jsonSchema() {
        return generation != FIRST;
    }

    /** Whether calls can be held to the schemas of their functions. */
    boolean validatesCalls() {
        return generation != FIRST;
    }

    /** Whether a form for the answer and tools may be asked for at once. */
    boolean formBesideTools() {
        return generation == THIRD;
    }

    /** Whether a call of a function in the history must be signed. */
    boolean signsCalls() {
        return generation == THIRD;
    }

    private static ModelFamily family(
            Generation generation, boolean systemInstruction, Thinking thinking, String... globs) {
        List<ModelPattern> patterns = Arrays.stream(globs).map(ModelPattern::of).toList();
        return new ModelFamily(generation, systemInstruction, thinking, patterns);
    }
}
