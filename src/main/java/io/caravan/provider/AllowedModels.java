package io.caravan.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The models that an operator lets be used, in the operator's order; all if the operator names none. */
public final class AllowedModels {

    /** No model is forbidden. */
    public static final AllowedModels ALL = new AllowedModels(List.of(), List.of());

    private final List<Entry> entries;
    private final NameTable<Entry> table;

    /**
     * One or more models that are allowed.
     *
     * @param rank its place among the others
     * @param name of a model, or of a family with a star
     * @param displayName for people to read; a family has none
     */
    public record Entry(int rank, String name, Optional<String> displayName) {}

    /**
     * @param names bare, with a provider's prefix, aliases or families with a star
     * @param displayNames one for each name, or they are not used
     * @throws IllegalArgumentException if a name has more than one star
     */
    public AllowedModels(List<String> names, List<String> displayNames) {
        Map<String, Entry> byName = new LinkedHashMap<>();
        TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean named = displayNames.size() == names.size() && !Wildcard.in(name);
            if (seen.add(name)) {
                Optional<String> displayName = named ? Optional.of(displayNames.get(i)) : Optional.empty();
                byName.put(name, new Entry(i, name, displayName));
            }
        }
        this.entries = List.copyOf(byName.values());
        this.table = new NameTable<>(byName);
    }

    /** Whether every model is allowed. */
    public boolean all() {
        return entries.isEmpty();
    }

    /** What allows a model that goes by all those names, if anything does. */
    public Optional<Entry> entry(List<String> names) {
        return table.first(names);
    }

    /** The entries that name one model each. */
    public List<Entry> single() {
        return entries.stream().filter(entry -> !Wildcard.in(entry.name())).toList();
    }

    @Override
    public String toString() {
        return String.join(", ", entries.stream().map(Entry::name).toList());
    }
}
