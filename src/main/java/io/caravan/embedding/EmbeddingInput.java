package io.caravan.embedding;

import java.util.List;

/** One piece of what is to be embedded. */
public sealed interface EmbeddingInput {

    /** Text, never empty. */
    record Text(String text) implements EmbeddingInput {}

    /** Text that the caller has already cut into the model's tokens. */
    record Tokens(List<Integer> tokens) implements EmbeddingInput {
        public Tokens {
            tokens = List.copyOf(tokens);
        }
    }
}
