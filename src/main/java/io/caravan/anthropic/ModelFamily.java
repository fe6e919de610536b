package io.caravan.anthropic;

import static io.caravan.anthropic.Generation.ADAPTIVE;
import static io.caravan.anthropic.Generation.ALWAYS_THINKING;
import static io.caravan.anthropic.Generation.BUDGETED;
import static io.caravan.anthropic.Generation.PLAIN;
import static io.caravan.anthropic.Generation.STRUCTURED;
import static io.caravan.anthropic.Generation.THINKING;
import static io.caravan.anthropic.Generation.UNSAMPLED;

import java.util.List;
import java.util.Locale;

/**
 * Models that take the same requests.
 *
 * @param maxOutput the most tokens that an answer may have
 * @param names the models' names, or with a star how they begin
 * @see <a href="https://platform.claude.com/docs/en/about-claude/models/overview">Models overview</a>
 */
record ModelFamily(Generation generation, int maxOutput, List<String> names) {

    /** The first that knows a name counts; newer models are taken to be like the newest, foreign ones to be tolerant. */
    private static final List<ModelFamily> ALL = List.of(
            of(PLAIN, 4_096, "claude-2*", "claude-instant*"),
            of(PLAIN, 4_096, "claude-3-haiku*", "claude-3-opus*", "claude-3-sonnet*"),
            of(PLAIN, 8_192, "claude-3-5-*"),
            of(BUDGETED, 64_000, "claude-3-7-*"),
            of(BUDGETED, 64_000, "claude-sonnet-4", "claude-sonnet-4-0", "claude-sonnet-4-2*", "claude-4-sonnet*"),
            of(BUDGETED, 32_000, "claude-opus-4", "claude-opus-4-0", "claude-opus-4-2*", "claude-4-opus*"),
            of(STRUCTURED, 32_000, "claude-opus-4-1*"),
            of(STRUCTURED, 64_000, "claude-sonnet-4-5*", "claude-haiku-4-5*", "claude-opus-4-5*"),
            of(ADAPTIVE, 128_000, "claude-sonnet-4-6*", "claude-opus-4-6*"),
            of(UNSAMPLED, 128_000, "claude-opus-4-7*", "claude-opus-4-8*"),
            of(THINKING, 128_000, "claude-sonnet-5", "claude-sonnet-5-2*", "claude-opus-5", "claude-opus-5-2*"),
            of(ALWAYS_THINKING, 128_000, "claude-*"),
            of(BUDGETED, Integer.MAX_VALUE, "*"));

    private static ModelFamily of(Generation generation, int maxOutput, String... names) {
        return new ModelFamily(generation, maxOutput, List.of(names));
    }

    /** The family of a model, whatever some host puts before its name. */
    static ModelFamily of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        String bare = name.substring(Math.max(name.indexOf("claude-"), 0));
        return ALL.stream().filter(family -> family.knows(bare)).findFirst().orElseThrow();
    }

    private boolean knows(String model) {
        return names.stream().anyMatch(name -> matches(name, model));
    }

    private static boolean matches(String name, String model) {
        int star = name.length() - 1;
        return name.charAt(star) == '*' ? model.regionMatches(0, name, 0, star) : model.equals(name);
    }

    boolean atLeast(Generation other) {
        return generation.atLeast(other);
    }
}
