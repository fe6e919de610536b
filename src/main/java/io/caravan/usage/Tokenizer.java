package io.caravan.usage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * How many tokens a text is for OpenAI's newer models, and roughly for all others. Its vocabulary is read when it is
 * first needed.
 */
public final class Tokenizer {

    /** Whole words mostly fit into a piece, and no text makes a piece slow. */
    private static final int PIECE = 8192;

    private final EncodingRegistry vocabularies = Encodings.newLazyEncodingRegistry();

    /** Counts a text of any length. */
    int count(CharSequence text) {
        Encoding vocabulary = vocabularies.getEncoding(EncodingType.O200K_BASE);
        int tokens = 0;
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            tokens += vocabulary.countTokensOrdinary(text.subSequence(from, to).toString());
        }
        return tokens;
    }
}
