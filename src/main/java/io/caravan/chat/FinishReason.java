package io.caravan.chat;

import java.util.Locale;
import java.util.Optional;

/** Why a model stopped, in OpenAI's words. */
public enum FinishReason {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER,
    /** OpenAI's deprecated predecessor of {@link #TOOL_CALLS}. */
    FUNCTION_CALL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, for example {@code tool_calls}. */
    public String wireName() {
        return wireName;
    }

    /** The reason of that wire name, if there is one. */
    public static Optional<FinishReason> of(String wireName) {
        for (FinishReason reason : values()) {
            if (reason.wireName().equals(wireName)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
