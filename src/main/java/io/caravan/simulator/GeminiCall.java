package io.caravan.simulator;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the address of a request to Gemini says.
 *
 * @param stream whether the answer is wanted piece by piece
 * @param key the key, if it stands in the query
 */
record GeminiCall(String model, boolean stream, Optional<String> key) {

    /**
     * Reads an address.
     *
     * @param call the last part of the path, for example {@code gemini-2.5-flash:generateContent}
     * @param query what follows the question mark, possibly nothing
     * @throws GatewayException if there is no such method
     */
    static GeminiCall of(String call, String query) {
        int colon = call.lastIndexOf(':');
        Optional<String> key = Stream.of(query.split("&"))
                .filter(option -> option.startsWith("key=") && option.length() > 4)
                .map(option -> option.substring(4))
                .findFirst();
        return new GeminiCall(call.substring(0, Math.max(0, colon)), streams(call.substring(colon + 1)), key);
    }

    private static boolean streams(String method) {
        return switch (method) {
            case "generateContent" -> false;
            case "streamGenerateContent" -> true;
            default -> throw new GatewayException(ErrorCode.NOT_FOUND, "there is no method " + method);
        };
    }

    /** What stands around the pieces of a stream that is asked for with these options. */
    static Framing framing(String query) {
        return List.of(query.split("&")).contains("alt=sse") ? Framing.WINDOWS_EVENTS : Framing.ARRAY;
    }
}
