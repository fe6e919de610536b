package io.caravan.anthropic;

/**
 * An answer's JSON text, taken from an object's text that arrives in fragments: all of it, or the value of the
 * object's only member.
 */
final class AnswerText {

    private final String wrapper;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private boolean begun;
    private boolean unwraps;
    private boolean empty = true;

    private AnswerText(String wrapper) {
        this.wrapper = wrapper;
        this.begun = wrapper.isEmpty();
    }

    /** All of the text. */
    static AnswerText plain() {
        return new AnswerText("");
    }

    /** The value of the member of that name, or all of the text if the object begins with another. */
    static AnswerText inside(String wrapper) {
        return new AnswerText('"' + wrapper + '"');
    }

    /** What a fragment adds to the answer, often all of it. */
    String next(String fragment) {
        empty &= fragment.isEmpty();
        String text = begun ? fragment : begin(fragment);
        return unwraps ? withoutEnd(text) : text;
    }

    /** What is left when no fragment follows; an object that never came is an empty one. */
    String last() {
        if (empty) {
            return "{}";
        }
        int brace = tail.lastIndexOf("}");
        return head.append(brace < 0 ? tail : tail.substring(0, brace)).toString();
    }

    private String begin(String fragment) {
        head.append(fragment);
        int colon = head.indexOf(":");
        if (colon < 0) {
            return "";
        }
        begun = true;
        unwraps = head.substring(0, colon).replace('{', ' ').strip().equals(wrapper);
        String text = head.substring(unwraps ? colon + 1 : 0);
        head.setLength(0);
        return text;
    }

    /** Keeps back what may be the brace that closes the object. */
    private String withoutEnd(String text) {
        tail.append(text);
        int end = tail.length();
        while (end > 0 && (tail.charAt(end - 1) == '}' || Character.isWhitespace(tail.charAt(end - 1)))) {
            end--;
        }
        String answer = tail.substring(0, end);
        tail.delete(0, end);
        return answer;
    }
}
