package io.caravan.simulator;

import java.util.Locale;
import java.util.Optional;

/** What a simulated model does for an answer. */
enum Act {
    /** Says what the user said last. */
    ECHO,
    /** Says lorem ipsum. */
    LOREM;

    /** The act of that name, if there is one. */
    static Optional<Act> of(String name) {
        for (Act act : values()) {
            if (act.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(act);
            }
        }
        return Optional.empty();
    }
}
