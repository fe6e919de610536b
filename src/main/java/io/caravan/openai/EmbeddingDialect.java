package io.caravan.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How one provider's embeddings differ from OpenAI's.
 *
 * @param base64 whether it knows {@code encoding_format}; many that do not answer nonsense to it
 */
record EmbeddingDialect(
        Clauses<List<Glob>> drop, Clauses<Map<String, String>> rename, boolean base64, ModelName spelling) {

    private static final Vocabulary WORDS = Vocabulary.of("of", "batch", "base64", "drop", "rename");
    private static final String FORMAT = "encoding_format";

    /**
     * The dialect that a provider's words describe.
     *
     * @throws IllegalArgumentException if one of the words is not known, or makes no sense
     */
    static EmbeddingDialect of(Quirks quirks) {
        Quirks words = quirks.embeddings();
        WORDS.all(words.words().keySet());
        return new EmbeddingDialect(
                Clauses.of(words, "drop", EmbeddingDialect::globs),
                Clauses.of(words, "rename", Clauses::pairs),
                words.word("base64").filter("true"::equals).isPresent(),
                ModelName.of(quirks));
    }

    private static List<Glob> globs(String text) {
        return Clauses.divided(text, ",").stream().map(Glob::of).toList();
    }

    /** Changes a request to what the provider wants, and tells which of the caller's members it does not get. */
    SortedSet<String> apply(RoutedEmbedding routed, ObjectNode body) {
        body.put("model", spelling.of(routed.model()));
        if (!base64) {
            body.remove(FORMAT);
        }
        SortedSet<String> dropped = dropped(routed);
        body.remove(dropped);
        rename.first(routed.model()).ifPresent(names -> names.forEach((from, to) -> Rename.rename(body, from, to)));
        return dropped;
    }

    private SortedSet<String> dropped(RoutedEmbedding routed) {
        SortedSet<String> dropped = new TreeSet<>();
        List<Glob> unknown = drop.first(routed.model()).orElse(List.of());
        for (String member : routed.embedding().members()) {
            if (unknown.stream().anyMatch(glob -> glob.matches(member))) {
                dropped.add(member);
            }
        }
        return dropped;
    }
}
