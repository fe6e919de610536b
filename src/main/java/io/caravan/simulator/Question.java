package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ResponseFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a simulated model is asked, whatever the wire format.
 *
 * @param lastWords what the user said last
 * @param promptTokens how many words came in
 * @param limit how many tokens the answer may have, thoughts included
 * @param thinking how many words it is to think first
 * @param stream whether the answer is wanted piece by piece
 * @param usage whether a stream is to tell its usage
 * @param simulator the request's member of that name, of any kind
 */
record Question(
        String model,
        String lastWords,
        int promptTokens,
        OptionalInt limit,
        List<String> stops,
        int thinking,
        ResponseFormat format,
        OptionalLong seed,
        boolean stream,
        boolean usage,
        JsonNode simulator) {

    Question {
        model = wellFormed(model);
        lastWords = wellFormed(lastWords);
        stops = stops.stream()
                .filter(stop -> !stop.isEmpty())
                .map(Question::wellFormed)
                .toList();
    }

    /** Text that can be written as UTF-8: half a surrogate pair, which JSON can hold, becomes a question mark. */
    private static String wellFormed(String text) {
        return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))
                ? new String(text.getBytes(UTF_8), UTF_8)
                : text;
    }
}
