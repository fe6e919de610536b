package io.caravan.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ReasoningEffort;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How {@code reasoning_effort} is said to the provider, one way or several joined by a plus: {@code as-is},
 * {@code drop}, {@code never} (the same for models that do not think), {@code thinking} (an object of that name, enabled or disabled), {@code adaptive} (the same, adaptive or
 * disabled), {@code enable_thinking} (true or
 * false), {@code budget} (a number of tokens), or the levels that there are, such as {@code low high max}.
 */
record Effort(Clauses<List<String>> ways) implements RequestQuirk {

    private static final String MEMBER = "reasoning_effort";
    private static final Set<String> WAYS =
            Set.of("as-is", "drop", "never", "thinking", "adaptive", "enable_thinking", "budget");
    private static final Vocabulary LEVELS = Vocabulary.of(
            Stream.of(ReasoningEffort.values()).map(ReasoningEffort::wireName).toList());

    static Effort of(Quirks quirks) {
        return new Effort(Clauses.of(quirks, "effort", Effort::ways));
    }

    private static List<String> ways(String text) {
        List<String> ways = Clauses.divided(text, "\\+");
        ways.stream().filter(way -> !WAYS.contains(way)).forEach(way -> LEVELS.all(Clauses.divided(way, " ")));
        return ways;
    }

    @Override
    public void apply(Draft draft) {
        Optional<ReasoningEffort> effort = draft.routed().chat().reasoningEffort();
        Optional<List<String>> said = ways.first(draft.model());
        if (effort.isEmpty() || said.isEmpty()) {
            return;
        }
        switch (said.get().getFirst()) {
            case "drop" -> draft.drop(MEMBER);
            case "never" -> dropWhereNothingThinks(draft);
            default -> {
                draft.body().remove(MEMBER);
                said.get()
                        .forEach(way ->
                                say(way, effort.get(), draft.body(), said.get().size() > 1));
            }
        }
    }

    /** Takes the effort out for a model that does not think: not to think is what it does anyway. */
    static void dropWhereNothingThinks(Draft draft) {
        if (draft.routed()
                .chat()
                .reasoningEffort()
                .filter(ReasoningEffort.NONE::equals)
                .isPresent()) {
            draft.body().remove(MEMBER);
        } else {
            draft.drop(MEMBER);
        }
    }

    /** A way that is one of several does not speak of reasoning that another one has switched off. */
    private static void say(String way, ReasoningEffort effort, ObjectNode body, boolean amongOthers) {
        boolean off = effort == ReasoningEffort.NONE;
        boolean minimal = effort == ReasoningEffort.MINIMAL && !amongOthers;
        switch (way) {
            case "thinking" -> body.putIfAbsent("thinking", thinking(off || minimal, "enabled"));
            case "adaptive" -> body.putIfAbsent("thinking", thinking(off || minimal, "adaptive"));
            case "enable_thinking" -> body.putIfAbsent("enable_thinking", JsonNodeFactory.instance.booleanNode(!off));
            default -> {
                if (!off || !amongOthers) {
                    degree(way, effort, body);
                }
            }
        }
    }

    private static ObjectNode thinking(boolean off, String on) {
        return JsonNodeFactory.instance.objectNode().put("type", off ? "disabled" : on);
    }

    private static void degree(String way, ReasoningEffort effort, ObjectNode body) {
        switch (way) {
            case "as-is" -> body.put(MEMBER, effort.wireName());
            case "budget" -> body.putIfAbsent("thinking_budget", JsonNodeFactory.instance.numberNode(budget(effort)));
            default -> body.put(MEMBER, nearest(Clauses.divided(way, " "), effort));
        }
    }

    private static int budget(ReasoningEffort effort) {
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL, LOW -> 1024;
            case MEDIUM -> 2048;
            case HIGH -> 4096;
            case XHIGH -> 8192;
            case MAX -> 16_384;
        };
    }

    /** The least of the levels that is enough, or else the most there is. */
    private static String nearest(List<String> levels, ReasoningEffort effort) {
        return levels.stream()
                .filter(level -> ReasoningEffort.of(level)
                        .map(known -> known.atLeast(effort))
                        .orElse(false))
                .findFirst()
                .orElse(levels.getLast());
    }
}
