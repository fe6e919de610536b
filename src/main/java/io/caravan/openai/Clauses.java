package io.caravan.openai;

import io.caravan.provider.ModelPattern;
import io.caravan.provider.Quirks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a quirk word says, in clauses divided by semicolons of which each holds for all models or for some, and
 * the first that holds counts: {@code low high for glm-5.3* glm-6*; thinking}.
 */
record Clauses<T>(List<Clause<T>> clauses) {

    Clauses {
        clauses = List.copyOf(clauses);
    }

    /** The clauses of a word; none if it was not written. */
    static <T> Clauses<T> of(Quirks quirks, String word, Function<String, T> reader) {
        return new Clauses<>(divided(quirks.word(word).orElse(""), ";").stream()
                .map(text -> Clause.of(text, reader))
                .toList());
    }

    /** The items of a text that are divided by something, none of them blank. */
    static List<String> divided(String text, String divider) {
        return Arrays.stream(text.split(divider, -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** The items of a text such as {@code a=b, c=d}, in their order. */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : divided(text, ",")) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        item.substring(0, equals).strip(),
                        item.substring(equals + 1).strip());
            }
        }
        return pairs;
    }

    /** What is said for a model. */
    Optional<T> first(String model) {
        return clauses.stream()
                .filter(clause -> clause.holds(model))
                .map(Clause::value)
                .findFirst();
    }

    /** One clause; without patterns it holds for all models. */
    record Clause<T>(T value, List<ModelPattern> models) {

        static <T> Clause<T> of(String text, Function<String, T> reader) {
            int condition = text.indexOf(" for ");
            if (condition < 0) {
                return new Clause<>(reader.apply(text), List.of());
            }
            List<ModelPattern> models = divided(text.substring(condition + 5), " ").stream()
                    .map(ModelPattern::of)
                    .toList();
            return new Clause<>(reader.apply(text.substring(0, condition).strip()), models);
        }

        boolean holds(String model) {
            return models.isEmpty() || models.stream().anyMatch(pattern -> pattern.matches(model));
        }
    }
}
