package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in pieces as a model would give it: a word with the space before it, a Chinese, Japanese or Korean
 * character by itself. Together the pieces are the text again.
 */
final class Tokens {

    private static final int LONGEST = 16;
    private static final int MOST = 100_000;

    private Tokens() {}

    /** The pieces of a text; what is beyond a good many is one piece. */
    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = tokens.size() < MOST - 1 ? end(text, start) : text.length();
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    /** How many pieces a text has. */
    static int count(String text) {
        int count = 0;
        for (int start = 0; start < text.length(); start = end(text, start)) {
            count++;
        }
        return count;
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        int word = end;
        while (end < text.length() && end - word < LONGEST) {
            int character = text.codePointAt(end);
            boolean alone = standsAlone(character);
            if (Character.isWhitespace(character) || alone && end > word) {
                return end;
            }
            end += Character.charCount(character);
            if (alone) {
                return end;
            }
        }
        return end;
    }

    /** Text that can be written as UTF-8: half a surrogate pair, which JSON can hold, becomes a question mark. */
    static String wellFormed(String text) {
        return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))
                ? new String(text.getBytes(UTF_8), UTF_8)
                : text;
    }

    private static boolean standsAlone(int character) {
        return Character.isIdeographic(character)
                || character >= 0x3040 && character <= 0x30FF
                || character >= 0xAC00 && character <= 0xD7AF;
    }
}
