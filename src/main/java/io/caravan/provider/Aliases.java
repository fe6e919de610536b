package io.caravan.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of an operator's own for models: {@code fast} for {@code openai/gpt-4o-mini}, or a family of names such as
 * {@code claude-*} for {@code anthropic/claude-*}. An alias may lead to another.
 */
public final class Aliases {

    /** No model has another name. */
    public static final Aliases NONE = new Aliases(Map.of());

    private static final int MOST_STEPS = 5;

    private final List<String> names;
    private final NameTable<Step> steps;

    /**
     * From an alias to its target.
     *
     * @param family the names that the alias is for, if it has a star
     */
    private record Step(String alias, Optional<Wildcard> family, String target) {

        String from(String name) {
            return Wildcard.in(target)
                    ? family.flatMap(names -> names.star(name))
                            .map(Wildcard.of(target)::with)
                            .orElse(target)
                    : target;
        }
    }

    /**
     * @param targets by their aliases
     * @throws IllegalArgumentException if they lead nowhere, in a circle or too far
     */
    public Aliases(Map<String, String> targets) {
        Map<String, Step> all = new LinkedHashMap<>();
        targets.forEach((alias, target) -> all.put(alias, step(alias, target)));
        this.names =
                targets.keySet().stream().filter(alias -> !Wildcard.in(alias)).toList();
        this.steps = new NameTable<>(all);
        // The star of a family may stand for a star.
        targets.keySet().forEach(alias -> check(path(alias)));
    }

    private static Step step(String alias, String target) {
        if (target.isBlank()) {
            throw new IllegalArgumentException("the alias " + alias + " has no model");
        }
        boolean family = Wildcard.in(alias);
        if (Wildcard.in(target) && !family) {
            throw new IllegalArgumentException(
                    "the alias " + alias + " has no star, so that of " + target + " stands for nothing");
        }
        if (Wildcard.in(target)) {
            var _ = Wildcard.of(target);
        }
        return new Step(alias, family ? Optional.of(Wildcard.of(alias)) : Optional.empty(), target);
    }

    private static void check(List<String> path) {
        String way = String.join(" → ", path);
        if (circular(path)) {
            throw new IllegalArgumentException("aliases lead in a circle: " + way);
        }
        if (path.size() - 1 > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "aliases lead too far, which is more than " + MOST_STEPS + " steps: " + way);
        }
    }

    private static boolean circular(List<String> path) {
        return path.subList(0, path.size() - 1).stream().anyMatch(path.getLast()::equalsIgnoreCase);
    }

    /** The model that a name leads to, which is that name itself if it is no alias. */
    public String resolve(String name) {
        return steps.isEmpty() ? name : path(name).getLast();
    }

    /** Whether a name is an alias, by itself or as one of a family. */
    public boolean knows(String name) {
        return step(name).isPresent();
    }

    /** The aliases without a star, in the operator's order. */
    public List<String> names() {
        return names;
    }

    /** Every name on the way, the model's last. A family has no say in what it has made itself. */
    private List<String> path(String name) {
        List<String> path = new ArrayList<>(List.of(name));
        List<Step> taken = new ArrayList<>();
        Optional<Step> next = step(name);
        while (next.isPresent() && !taken.contains(next.get()) && path.size() - 1 <= MOST_STEPS) {
            path.add(next.get().from(path.getLast()));
            taken.add(next.get());
            next = circular(path) ? Optional.empty() : step(path.getLast());
        }
        return path;
    }

    private Optional<Step> step(String name) {
        return steps.whole(name).or(() -> steps.family(name).map(NameTable.Family::value));
    }
}
