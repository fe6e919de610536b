package io.caravan.usage;

/** A text to be counted, of which the beginning is kept and the rest only measured. */
final class SampledText {

    private final StringBuilder sample = new StringBuilder();
    private final int most;
    private long length;

    /**
     * @param most characters to be kept
     */
    SampledText(int most) {
        this.most = most;
    }

    void add(String piece) {
        length += piece.length();
        int room = most - sample.length();
        if (room > 0) {
            sample.append(piece, 0, Math.min(room, piece.length()));
        }
    }

    /** How many characters it has. */
    long length() {
        return length;
    }

    /** How many tokens it has, if what was not kept is like what was. */
    int tokens(Tokenizer tokenizer) {
        long counted = tokenizer.count(sample);
        return length == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, counted * length / sample.length());
    }
}
