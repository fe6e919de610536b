package io.caravan.anthropic;

/** What models can do, least first: each generation has what those before it have. */
enum Generation {
    /** Neither thinks nor knows schemas. */
    PLAIN,
    /** Thinks within a budget of tokens when asked to. */
    BUDGETED,
    /** Gives answers that follow a JSON Schema. */
    STRUCTURED,
    /** Thinks as much as it sees fit for an effort; takes no budget. */
    ADAPTIVE,
    /** Knows the effort xhigh; refuses temperature, top_p and top_k. */
    UNSAMPLED,
    /** Thinks unless it is told not to. */
    THINKING,
    /** Cannot be told not to think. */
    ALWAYS_THINKING;

    boolean atLeast(Generation other) {
        return compareTo(other) >= 0;
    }
}
