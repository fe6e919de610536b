package io.caravan.embedding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a vector is written in JSON. */
public enum EncodingFormat {
    /** A list of numbers. */
    FLOAT,
    /** Base64 of 32-bit floats, the lowest byte first. */
    BASE64;

    /** The format of that name, if there is one. */
    public static Optional<EncodingFormat> of(String wireName) {
        return Arrays.stream(values())
                .filter(format -> format.wireName().equals(wireName))
                .findFirst();
    }

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
