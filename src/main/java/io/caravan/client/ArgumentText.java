package io.caravan.client;

/** The JSON text of a call's arguments as it comes, and whether it is whole. */
public final class ArgumentText {

    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean quoted;
    private boolean escaped;
    private boolean whole;

    /** Takes the next piece. */
    public void add(String piece) {
        text.append(piece);
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i));
        }
    }

    private void take(char c) {
        if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = c == '\\';
            quoted = c != '"';
        } else {
            takeOutside(c);
        }
    }

    private void takeOutside(char c) {
        switch (c) {
            case '"' -> quoted = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth--;
                whole |= depth == 0;
            }
            default -> {}
        }
    }

    /** Whether the last bracket is closed. */
    public boolean whole() {
        return whole;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
