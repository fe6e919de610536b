package io.caravan.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How a simulated model is to behave. */
record Settings(Act act, Map<Setting, Integer> values) {

    private static final int STREAMED_RATE = 40;
    private static final int RETRY_SECONDS = 2;

    /** What a simulated model does for an answer. */
    enum Act {
        /** Says what the user said last. */
        ECHO,
        /** Says lorem ipsum. */
        LOREM;

        /** The act of that name, if there is one. */
        static Optional<Act> of(String name) {
            return Stream.of(values())
                    .filter(act -> act.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
        }
    }

    Settings {
        values = Map.copyOf(values);
    }

    OptionalInt get(Setting setting) {
        Integer value = values.get(setting);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** When tokens are due; a stream without a rate of its own runs at the speed of an ordinary model. */
    Pace pace(boolean stream) {
        long first = millis(Setting.FIRST_TOKEN).toNanos();
        return new Pace(first, get(Setting.RATE).orElse(stream ? STREAMED_RATE : 0));
    }

    /** The delay before anything is answered at all. */
    Duration slow() {
        return millis(Setting.SLOW);
    }

    /** Whether each byte is sent by itself. */
    boolean splits() {
        return get(Setting.SPLIT).orElse(0) == 1;
    }

    Optional<Refusal> refusal() {
        return refusal(Setting.STATUS).or(() -> refusal(Setting.HTML));
    }

    Optional<Mishap> mishap() {
        return mishap(Setting.CUT, Mishap.Kind.CUT)
                .or(() -> mishap(Setting.END, Mishap.Kind.END))
                .or(() -> mishap(Setting.STALL, Mishap.Kind.STALL))
                .or(() -> mishap(Setting.ERROR, Mishap.Kind.ERROR))
                .or(() -> mishap(Setting.MALFORMED, Mishap.Kind.MALFORMED));
    }

    private Duration millis(Setting setting) {
        return Duration.ofMillis(get(setting).orElse(0));
    }

    private Optional<Refusal> refusal(Setting setting) {
        return Optional.ofNullable(values.get(setting))
                .map(status -> new Refusal(status, setting == Setting.HTML, retryAfter(status)));
    }

    private OptionalInt retryAfter(int status) {
        OptionalInt asked = get(Setting.RETRY);
        return asked.isEmpty() && status == 429 ? OptionalInt.of(RETRY_SECONDS) : asked;
    }

    private Optional<Mishap> mishap(Setting setting, Mishap.Kind kind) {
        return Optional.ofNullable(values.get(setting)).map(after -> new Mishap(kind, after));
    }
}
