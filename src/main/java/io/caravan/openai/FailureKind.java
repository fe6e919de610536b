package io.caravan.openai;

import io.caravan.error.ErrorCode;
import java.util.Locale;
import java.util.stream.Stream;

/** The names that route files use for kinds of failure: {@code rate_limit}, {@code context_window}. */
final class FailureKind {

    private FailureKind() {}

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ErrorCode of(String name) {
        return Stream.of(ErrorCode.values())
                .filter(code ->
                        code.upstream() && code.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no kind of failure"));
    }
}
