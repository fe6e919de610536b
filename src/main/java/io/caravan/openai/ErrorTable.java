package io.caravan.openai;

import io.caravan.error.ErrorCode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a vendor's own error codes mean; the first entry that fits counts. {@code errors} names a vendor or holds
 * the entries, such as {@code quota=1113 1304, context_window=403}.
 */
record ErrorTable(List<ErrorTable.Entry> entries) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    ErrorTable {
        entries = List.copyOf(entries);
    }

    /**
     * The table that {@code errors} describes.
     *
     * @param vendors entries by the name of a vendor
     */
    static ErrorTable of(Quirks quirks, Map<String, String> vendors) {
        String word = quirks.word("errors").orElse("");
        List<Entry> entries = new ArrayList<>();
        try {
            Clauses.pairs(vendors.getOrDefault(word, word))
                    .forEach((kind, signs) -> Clauses.divided(signs, " ")
                            .forEach(sign -> entries.add(new Entry(sign(sign), FailureKind.of(kind)))));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("errors: " + wrong.getMessage(), wrong);
        }
        return new ErrorTable(entries);
    }

    /** The kind of failure, if the vendor has an own code for it. */
    Optional<ErrorCode> find(int status, ErrorBody error) {
        return entries.stream()
                .filter(entry -> entry.sign().isIn(status, error))
                .map(Entry::code)
                .findFirst();
    }

    private static Sign sign(String text) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int least = Integer.parseInt(range.group(1));
            int most = Integer.parseInt(range.group(2));
            return (_, error) -> between(least, most, error.code());
        }
        if (text.startsWith("~")) {
            String words = text.substring(1).replace('_', ' ');
            return (_, error) -> error.message().toLowerCase(Locale.ROOT).contains(words);
        }
        int slash = text.indexOf('/');
        if (slash > 0) {
            Sign code = sign(text.substring(slash + 1));
            return (status, error) -> text.startsWith(status + "/") && code.isIn(status, error);
        }
        Glob glob = Glob.of(text);
        return (status, error) ->
                glob.matches(error.code()) || glob.matches(error.type()) || glob.matches(String.valueOf(status));
    }

    private static boolean between(int least, int most, String code) {
        if (!NUMBER.matcher(code).matches()) {
            return false;
        }
        int number = Integer.parseInt(code);
        return least <= number && number <= most;
    }

    /** By what an error is known. */
    @FunctionalInterface
    interface Sign {
        boolean isIn(int status, ErrorBody error);
    }

    /** A sign and what it means. */
    record Entry(Sign sign, ErrorCode code) {}
}
