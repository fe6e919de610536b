package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tool;
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
        List<Script.Call> calls = calls(question, settings);
        List<String> words = calls.isEmpty() ? words(question, settings) : List.of();
        Optional<Stop> stop = Stop.first(words, question.stops());
        List<String> said = stop.map(Stop::before).orElse(words);
        FinishReason finish = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return fitted(question, new Script(thoughts, said, calls, finish, stop.map(Stop::sequence), Usage.of(0, 0)));
    }

    /** The script as far as the answer may be long. */
    private static Script fitted(Question question, Script full) {
        int room = question.limit().orElse(Integer.MAX_VALUE);
        List<String> thoughts = cut(full.thoughts(), room);
        List<String> words = cut(full.words(), room - thoughts.size());
        List<Script.Call> calls = new ArrayList<>();
        int left = room - thoughts.size() - words.size();
        for (Script.Call call : full.calls()) {
            if (left > 0) {
                calls.add(call.cut(left));
                left -= call.pieces().size();
            }
        }
        boolean over = full.length() > room;
        Script script = new Script(
                thoughts,
                words,
                calls,
                over ? FinishReason.LENGTH : full.finish(),
                over ? Optional.empty() : full.stop(),
                full.usage());
        return script.with(usage(question, script));
    }

    private static List<String> cut(List<String> words, int most) {
        return words.subList(0, Math.min(most, words.size()));
    }

    private static Usage usage(Question question, Script script) {
        int prompt = question.heard().tokens();
        int completion = script.length();
        return new Usage(
                prompt, completion, prompt + completion, 0, 0, script.thoughts().size());
    }

    private List<Script.Call> calls(Question question, Settings settings) {
        List<Script.Call> calls = new ArrayList<>();
        for (Tool.Function tool : ToolPick.of(question, settings.get(Setting.CALL))) {
            String arguments = arguments(tool, seed(question, settings) + calls.size(), question, settings);
            calls.add(new Script.Call(calls.size(), tool.name(), Tokens.of(arguments), true));
        }
        return calls;
    }

    private String arguments(Tool.Function tool, long seed, Question question, Settings settings) {
        return echoedObject(question, settings).orElseGet(() -> {
            JsonNode sample = tool.parameters()
                    .map(schema -> new SchemaSample(seed).of(schema))
                    .orElseGet(json::createObjectNode);
            return text(sample.isObject() ? sample : json.createObjectNode());
        });
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
        Heard heard = question.heard();
        if (!heard.results().isEmpty()) {
            return Tokens.of(heard.told());
        }
        List<String> answer = switch (settings.act()) {
            case LOREM ->
                new Lorem(seed(question, settings), settings.splits())
                        .tokens(settings.get(Setting.TOKENS).orElse(LOREM_LENGTH));
            case ECHO -> echoed(Tokens.of(heard.lastWords()), settings);
        };
        return heard.seen().isEmpty() ? answer : after(heard.sight(), answer);
    }

    private static List<String> after(String sentence, List<String> words) {
        List<String> all = new ArrayList<>(Tokens.of(sentence));
        for (int i = 0; i < words.size(); i++) {
            all.add(i == 0 ? " " + words.get(i) : words.get(i));
        }
        return all;
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
        if (settings.act() != Settings.Act.ECHO) {
            return Optional.empty();
        }
        try {
            JsonNode said = whole.readTree(question.heard().lastWords());
            return Optional.of(question.heard().lastWords()).filter(_ -> said.isObject());
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
