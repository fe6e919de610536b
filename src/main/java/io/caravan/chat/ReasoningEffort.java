package io.caravan.chat;

import java.util.Locale;
import java.util.Optional;

/** How much a model is to think before it answers, least first. */
public enum ReasoningEffort {
    NONE,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, for example {@code low}. */
    public String wireName() {
        return wireName;
    }

    /** The effort of that wire name, if there is one. */
    public static Optional<ReasoningEffort> of(String wireName) {
        for (ReasoningEffort effort : values()) {
            if (effort.wireName().equals(wireName)) {
                return Optional.of(effort);
            }
        }
        return Optional.empty();
    }

    /** Whether this is at least as much as the other. */
    public boolean atLeast(ReasoningEffort other) {
        return compareTo(other) >= 0;
    }
}
