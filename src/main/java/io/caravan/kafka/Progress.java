package io.caravan.kafka;

import java.util.Base64;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far requests of one partition have come: up to where all are answered, up to where they are begun, and which of
 * those in between are answered. Kafka keeps it, as an offset with a note, for whoever reads the partition next.
 */
public final class Progress {

    /** How far beyond the committed offset it is told what is answered: a note may have 4,096 letters. */
    static final int WINDOW = 24_000;

    private static final Pattern NOTE = Pattern.compile("caravan:(\\d{1,18}):([\\w-]{0,4000})");

    private final long committed;
    private final long begun;
    private final BitSet answered;

    /**
     * @param committed the oldest offset that is not answered
     * @param begun the offset after the last that is begun
     * @param answered distances from the first to those that are answered
     */
    Progress(long committed, long begun, BitSet answered) {
        this.committed = committed;
        this.begun = begun;
        this.answered = answered.get(0, WINDOW);
    }

    /** The progress of a partition of which nothing is known. */
    public static Progress unknown() {
        return new Progress(0, 0, new BitSet());
    }

    /** What was noted with a committed offset, nothing if the note is of someone else. */
    public static Progress read(long committed, String note) {
        Matcher words = NOTE.matcher(note);
        if (!words.matches()) {
            return unknown();
        }
        try {
            BitSet answered = BitSet.valueOf(Base64.getUrlDecoder().decode(words.group(2)));
            return new Progress(committed, committed + Long.parseLong(words.group(1)), answered);
        } catch (IllegalArgumentException _) {
            return unknown();
        }
    }

    /** The oldest offset that is not answered, which is the one to commit. */
    public long committed() {
        return committed;
    }

    /** The offset after the last that is begun. */
    public long begun() {
        return begun;
    }

    /** Whether the request at the offset is begun. */
    public boolean begun(long offset) {
        return offset < begun;
    }

    /** Whether the request at the offset is known to be answered, though older ones may not be. */
    public boolean answered(long offset) {
        long distance = offset - committed;
        return distance >= 0 && distance < WINDOW && answered.get((int) distance);
    }

    /** What is to be noted with the committed offset. */
    public String note() {
        String bits = Base64.getUrlEncoder().withoutPadding().encodeToString(answered.toByteArray());
        return "caravan:" + (begun - committed) + ":" + bits;
    }
}
