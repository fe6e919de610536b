package io.caravan.provider;

import java.util.Map;

/** How many tokens an operator lets models answer with at most, by their aliases, ids, bare names or families. */
public final class Ceilings {

    /** As many as the model likes. */
    public static final Ceilings NONE = new Ceilings(Map.of());

    private final NameTable<Integer> table;

    /**
     * @param tokens by names of models
     * @throws IllegalArgumentException if a number is below 1, or a name has more than one star
     */
    public Ceilings(Map<String, Integer> tokens) {
        tokens.forEach((name, most) -> {
            if (most < 1) {
                throw new IllegalArgumentException(
                        "the tokens of " + name + " must be a whole number of 1 or more, not \"" + most + "\"");
            }
        });
        table = new NameTable<>(tokens);
    }

    /** The request with no higher limit than its model may have, and with that one if it has none. */
    public RoutedRequest lower(RoutedRequest routed, Providers providers) {
        if (table.isEmpty()) {
            return routed;
        }
        Place place = new Place(routed.provider(), routed.model());
        return table.first(providers.names(routed.chat().model(), place))
                .map(most -> routed.chat().withWishes(routed.chat().wishes().atMost(most)))
                .map(chat -> new RoutedRequest(chat, routed.provider(), routed.model()))
                .orElse(routed);
    }
}
