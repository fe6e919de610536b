package io.caravan.simulator;

import java.util.OptionalInt;

/** What can be set of a simulated model, with its mark in the model's name and its member in a request. */
enum Setting {
    TOKENS("n", "tokens", 0, 100_000),
    FIRST_TOKEN("t", "first_token_ms", 0, 600_000),
    RATE("r", "tokens_per_second", 0, 1_000_000),
    SEED("s", "seed", 0, Integer.MAX_VALUE),
    THINK("think", "think", 0, 10_000, 24),
    CALL("call", "calls", 0, 100, 1),
    SPLIT("utf8", "split_utf8", 0, 1, 1),
    SLOW("slow", "slow_ms", 0, 600_000),
    CUT("cut", "cut_after", 0, 100_000),
    END("end", "end_after", 0, 100_000),
    STALL("stall", "stall_after", 0, 100_000),
    ERROR("err", "error_after", 0, 100_000),
    MALFORMED("bad", "malformed_after", 0, 100_000),
    STATUS("e", "status", 400, 599),
    HTML("html", "html_status", 200, 599),
    RETRY("retry", "retry_after", 0, 86_400);

    private final String mark;
    private final String member;
    private final int least;
    private final int most;
    private final OptionalInt implied;

    Setting(String mark, String member, int least, int most) {
        this(mark, member, least, most, OptionalInt.empty());
    }

    Setting(String mark, String member, int least, int most, int implied) {
        this(mark, member, least, most, OptionalInt.of(implied));
    }

    Setting(String mark, String member, int least, int most, OptionalInt implied) {
        this.mark = mark;
        this.member = member;
        this.least = least;
        this.most = most;
        this.implied = implied;
    }

    /** What stands before its number in a model's name. */
    String mark() {
        return mark;
    }

    /** Its name in the request's {@code simulator}. */
    String member() {
        return member;
    }

    /** What a mark without a number, or the member {@code true}, stands for; empty if there must be a number. */
    OptionalInt implied() {
        return implied;
    }

    boolean allows(long value) {
        return value >= least && value <= most;
    }

    /** What its numbers must be, as a sentence without a subject. */
    String range() {
        return "must be a whole number from " + least + " to " + most;
    }

    /** Whether it makes the answer go wrong; only one such setting can hold at a time. */
    boolean fault() {
        return switch (this) {
            case CUT, END, STALL, ERROR, MALFORMED, STATUS, HTML -> true;
            case TOKENS, FIRST_TOKEN, RATE, SEED, THINK, CALL, SPLIT, SLOW, RETRY -> false;
        };
    }
}
