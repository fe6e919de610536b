package io.caravan.openai;

import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.Set;
import java.util.TreeSet;

/**
 * Members of messages, parts, calls and tools that OpenAI does not have and refuses, and of which a provider may know
 * some: those that stand among its wishes for {@code messages}.
 */
record Extensions(Clauses<Set<String>> lost) {

    static final Set<String> ALL = Set.of(
            "cache_control", "extra_content", "provider_specific_fields", "reasoning_content", "thinking_blocks");

    static Extensions of(Quirks quirks) {
        return new Extensions(Clauses.of(quirks, "messages", Extensions::without));
    }

    private static Set<String> without(String wishes) {
        Set<String> lost = new TreeSet<>(ALL);
        Clauses.divided(wishes, ",").forEach(lost::remove);
        return lost;
    }

    /** Those that do not reach the provider. */
    Set<String> lost(String model) {
        return lost.first(model).orElse(ALL);
    }
}
