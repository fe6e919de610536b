package io.caravan.simulator;

/** What happens next in a {@link Performance}. */
sealed interface Beat {

    /** Whether no other beat follows. */
    default boolean last() {
        return switch (this) {
            case Begin _, Thought _, Word _ -> false;
            case Wrong wrong -> wrong.kind() != Mishap.Kind.MALFORMED;
            case End _, Stopped _ -> true;
        };
    }

    /** The answer begins. */
    record Begin() implements Beat {}

    /** A word of the reasoning. */
    record Thought(String text) implements Beat {}

    /** A word of the answer. */
    record Word(String text) implements Beat {}

    /** Something goes wrong. */
    record Wrong(Mishap.Kind kind) implements Beat {}

    /** The answer is complete. */
    record End() implements Beat {}

    /** Nobody listens any more. */
    record Stopped() implements Beat {}
}
