package io.caravan.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
public record Clauses<T>(List<Clause<T>> clauses) {

    private static final JsonMapper JSON = new JsonMapper();

    public Clauses {
        clauses = List.copyOf(clauses);
    }

    /**
     * The clauses of a word; none if it was not written.
     *
     * @throws IllegalArgumentException that names the word, if the reader cannot make sense of a clause
     */
    public static <T> Clauses<T> of(Quirks quirks, String word, Function<String, T> reader) {
        try {
            return new Clauses<>(divided(quirks.word(word).orElse(""), ";").stream()
                    .map(text -> Clause.of(text, reader))
                    .toList());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(word + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The items of a text that are divided by something, none of them blank. */
    public static List<String> divided(String text, String divider) {
        return Arrays.stream(text.split(divider, -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /**
     * The items of a text such as {@code a=b, c=d}, in their order.
     *
     * @throws IllegalArgumentException if an item has no name or no value
     */
    public static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : divided(text, ",")) {
            int equals = item.indexOf('=');
            if (equals <= 0 || equals == item.length() - 1) {
                throw new IllegalArgumentException("\"" + item + "\" is not of the form name=value");
            }
            pairs.put(
                    item.substring(0, equals).strip(),
                    item.substring(equals + 1).strip());
        }
        return pairs;
    }

    /** The members that a text such as {@code a=true, b=word} names: JSON, or text where that is none. */
    public static ObjectNode members(String text) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        pairs(text).forEach((name, value) -> members.set(name, value(value)));
        return members;
    }

    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }

    /** What is said for a model. */
    public Optional<T> first(String model) {
        for (Clause<T> clause : clauses) {
            if (clause.holds(model)) {
                return Optional.of(clause.value());
            }
        }
        return Optional.empty();
    }

    /** One clause; without patterns it holds for all models. */
    public record Clause<T>(T value, List<ModelPattern> models) {

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
