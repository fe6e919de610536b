package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes the {@link Script} for a question: the same for the same question, settings and seed. */
final class Author {

    private static final int LOREM_LENGTH = 50;
    private static final long SEED = 1;

    private final ObjectMapper json;
    private final ObjectReader whole;

    Author(ObjectMapper json) {
        this.json = json;
        this.whole = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    Script script(Question question, Settings settings) {
        List<String> thoughts = Thoughts.tokens(settings.get(Setting.THINK).orElse(question.thinking()));
        List<String> words = words(question, settings);
        Optional<Stop> stop = Stop.first(words, question.stops());
        return fitted(question, thoughts, stop.map(Stop::before).orElse(words), stop.map(Stop::sequence));
    }

    /** The script as far as the answer may be long. */
    private static Script fitted(Question question, List<String> thoughts, List<String> words, Optional<String> stop) {
        int room = question.limit().orElse(Integer.MAX_VALUE);
        List<String> thought = thoughts.subList(0, Math.min(room, thoughts.size()));
        List<String> said = words.subList(0, Math.min(room - thought.size(), words.size()));
        Usage usage = usage(question, thought, said);
        return thoughts.size() + words.size() > room
                ? new Script(thought, said, FinishReason.LENGTH, Optional.empty(), usage)
                : new Script(thought, said, FinishReason.STOP, stop, usage);
    }

    private static Usage usage(Question question, List<String> thought, List<String> said) {
        int completion = thought.size() + said.size();
        int total = question.promptTokens() + completion;
        return new Usage(question.promptTokens(), completion, total, 0, 0, thought.size());
    }

    private List<String> words(Question question, Settings settings) {
        return switch (question.format()) {
            case ResponseFormat.Text _ -> plain(question, settings);
            case ResponseFormat.JsonObject _ ->
                Tokens.of(echoedObject(question, settings).orElseGet(() -> wrapped(question, settings)));
            case ResponseFormat.JsonSchema format ->
                Tokens.of(echoedObject(question, settings)
                        .orElseGet(() -> text(new SchemaSample(seed(question, settings)).of(format.schema()))));
        };
    }

    private List<String> plain(Question question, Settings settings) {
        return switch (settings.act()) {
            case LOREM ->
                new Lorem(seed(question, settings), settings.splits())
                        .tokens(settings.get(Setting.TOKENS).orElse(LOREM_LENGTH));
            case ECHO -> echoed(Tokens.of(question.lastWords()), settings);
        };
    }

    /** The words as they are, or repeated and cut off to the length that is set. */
    private static List<String> echoed(List<String> words, Settings settings) {
        int length = settings.get(Setting.TOKENS).orElse(words.size());
        if (words.isEmpty() || length <= words.size()) {
            return words.subList(0, Math.min(length, words.size()));
        }
        List<String> echoed = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            String word = words.get(i % words.size());
            echoed.add(i > 0 && i % words.size() == 0 ? " " + word : word);
        }
        return echoed;
    }

    private static long seed(Question question, Settings settings) {
        OptionalInt set = settings.get(Setting.SEED);
        return set.isPresent() ? set.getAsInt() : question.seed().orElse(SEED);
    }

    /** What the user said last, where it is to be echoed and is a JSON object already. */
    private Optional<String> echoedObject(Question question, Settings settings) {
        if (settings.act() != Act.ECHO) {
            return Optional.empty();
        }
        try {
            JsonNode said = whole.readTree(question.lastWords());
            return Optional.of(question.lastWords()).filter(_ -> said.isObject());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private String wrapped(Question question, Settings settings) {
        return text(json.createObjectNode().put("text", String.join("", plain(question, settings))));
    }

    private String text(JsonNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
