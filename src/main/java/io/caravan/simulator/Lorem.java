package io.caravan.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lorem ipsum: sentences of as many words as one wants, always the same for the same seed. */
final class Lorem {

    private static final List<String> WORDS = List.of(
            ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et"
                + " dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex"
                + " ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla"
                + " pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit"
                + " anim id est laborum")
                    .split(" "));
    private static final List<String> WIDE = List.of("안녕", "🌍", "naïve", "世界", "Привет", "👩‍🚀");
    private static final int SHORTEST = 5;
    private static final int LONGEST = 12;

    private final Random random;
    private final boolean wide;
    private int left;
    private boolean begins = true;

    /**
     * @param wide whether every fourth word or so is one of several bytes a character
     */
    Lorem(long seed, boolean wide) {
        this.random = new Random(seed);
        this.wide = wide;
    }

    /** That many words, the last one with a full stop. */
    List<String> tokens(int count) {
        List<String> tokens = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String word = word(i, i == count - 1);
            tokens.add(i == 0 ? word : " " + word);
        }
        return tokens;
    }

    private String word(int position, boolean last) {
        if (begins) {
            left = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
        }
        String drawn = draw(position);
        String word = begins ? capitalised(drawn) : drawn;
        left--;
        begins = left == 0;
        return begins || last ? word + "." : word;
    }

    private String draw(int position) {
        return wide && position % 4 == 1
                ? WIDE.get(position / 4 % WIDE.size())
                : WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
