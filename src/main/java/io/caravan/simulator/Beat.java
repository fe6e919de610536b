package io.caravan.simulator;

/** What happens next in a {@link Performance}. */
sealed interface Beat {

    /** Whether no other beat follows. */
    default boolean last() {
        return switch (this) {
            case Begin _, Thought _, Word _, Argument _ -> false;
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

    /** A piece of the arguments with which a tool is called. */
    record Argument(Script.Call call, int piece) implements Beat {

        /** Whether the call begins with it. */
        boolean first() {
            return piece == 0;
        }

        /** Whether the call is complete with it. */
        boolean completes() {
            return call.whole() && piece == call.pieces().size() - 1;
        }

        String text() {
            return call.pieces().get(piece);
        }
    }

    /** Something goes wrong. */
    record Wrong(Mishap.Kind kind) implements Beat {}

    /** The answer is complete. */
    record End() implements Beat {}

    /** Nobody listens any more. */
    record Stopped() implements Beat {}
}
