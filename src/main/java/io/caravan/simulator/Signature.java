package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.UUID;

/** The proof that a thought is the model's own, which must come back with it. */
final class Signature {

    private Signature() {}

    /** The signature of what was thought. */
    static String of(String thought) {
        UUID digest = UUID.nameUUIDFromBytes(thought.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(("simulated " + digest).getBytes(UTF_8));
    }
}
