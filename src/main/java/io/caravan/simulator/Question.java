package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tools;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a simulated model is asked, whatever the wire format.
 *
 * @param limit how many tokens the answer may have, thoughts included
 * @param thinking how many words it is to think first
 * @param stream whether the answer is wanted piece by piece
 * @param usage whether a stream is to tell its usage
 * @param simulator the request's member of that name, of any kind
 */
record Question(
        String model,
        Heard heard,
        OptionalInt limit,
        List<String> stops,
        int thinking,
        ResponseFormat format,
        Tools tools,
        OptionalLong seed,
        boolean stream,
        boolean usage,
        JsonNode simulator)
        implements Asked {

    Question {
        model = Tokens.wellFormed(model);
        stops = stops.stream()
                .filter(stop -> !stop.isEmpty())
                .map(Tokens::wellFormed)
                .toList();
    }
}
