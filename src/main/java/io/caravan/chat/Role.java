package io.caravan.chat;

import java.util.Locale;
import java.util.Optional;

/** Who speaks in a {@link Message}. */
public enum Role {
    DEVELOPER,
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL,
    /** OpenAI's deprecated predecessor of {@link #TOOL}. */
    FUNCTION;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, for example {@code user}. */
    public String wireName() {
        return wireName;
    }

    /** The role of that wire name, if there is one. */
    public static Optional<Role> of(String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Whether the message instructs the model instead of taking part in the conversation. */
    public boolean instructs() {
        return this == SYSTEM || this == DEVELOPER;
    }
}
