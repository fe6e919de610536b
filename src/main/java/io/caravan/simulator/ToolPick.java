package io.caravan.simulator;

import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tools that a simulated model calls: those that it must, that a setting wants, or that the user names. What has
 * answered since the user's last words is not called again.
 */
final class ToolPick {

    private ToolPick() {}

    static List<Tool.Function> of(Question question, OptionalInt wanted) {
        Tools tools = question.tools();
        Set<String> answered = question.heard().answered();
        List<Tool.Function> picked = new ArrayList<>(picked(question, wanted));
        picked.removeIf(tool -> answered.contains(tool.name()));
        boolean one = !tools.parallel().orElse(true);
        return picked.subList(0, one ? Math.min(1, picked.size()) : picked.size());
    }

    private static List<Tool.Function> picked(Question question, OptionalInt wanted) {
        List<Tool.Function> functions = functions(question.tools());
        ToolChoice choice = question.tools().choice().orElseGet(ToolChoice.Auto::new);
        return switch (choice) {
            case ToolChoice.None _ -> List.of();
            case ToolChoice.Named named ->
                functions.stream()
                        .filter(tool -> tool.name().equals(named.name()))
                        .toList();
            case ToolChoice.Required _ -> {
                List<Tool.Function> free = free(functions, question, wanted);
                yield free.isEmpty() ? first(functions, 1) : free;
            }
            case ToolChoice.Auto _, ToolChoice.Other _ -> free(functions, question, wanted);
        };
    }

    private static List<Tool.Function> functions(Tools tools) {
        return tools.definitions().stream()
                .filter(Tool.Function.class::isInstance)
                .map(Tool.Function.class::cast)
                .toList();
    }

    private static List<Tool.Function> free(List<Tool.Function> functions, Question question, OptionalInt wanted) {
        if (wanted.isPresent()) {
            return first(functions, wanted.getAsInt());
        }
        String words = spaced(question.heard().lastWords());
        return functions.stream()
                .filter(tool -> words.contains(spaced(tool.name())))
                .sorted(Comparator.comparingInt(tool -> words.indexOf(spaced(tool.name()))))
                .toList();
    }

    /** The first so many, and then again from the first. */
    private static List<Tool.Function> first(List<Tool.Function> functions, int count) {
        List<Tool.Function> first = new ArrayList<>();
        for (int i = 0; i < count && !functions.isEmpty(); i++) {
            first.add(functions.get(i % functions.size()));
        }
        return first;
    }

    /** Letters and digits in small letters, with one space for whatever stands before, between and after them. */
    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(" ");
        text.toLowerCase(Locale.ROOT).codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point)) {
                spaced.appendCodePoint(point);
            } else if (spaced.charAt(spaced.length() - 1) != ' ') {
                spaced.append(' ');
            }
        });
        return spaced.charAt(spaced.length() - 1) == ' '
                ? spaced.toString()
                : spaced.append(' ').toString();
    }
}
