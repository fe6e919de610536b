package io.caravan.gemini;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the address of a client's call says.
 *
 * @param model empty if it stands in the body
 * @param sse whether a stream is wanted as server-sent events, else it is one JSON array
 */
record ClientCall(Optional<String> model, boolean stream, boolean sse) {

    private static final String MODELS = "models/";
    private static final String STREAM = "streamGenerateContent";
    private static final List<String> METHODS = List.of("generateContent", STREAM, "countTokens");

    /**
     * The call that an address makes.
     *
     * @param path what follows {@code models/}, for example {@code gemini-2.5-flash:generateContent}
     * @throws GatewayException if there is no such method
     */
    static ClientCall of(String path, String query) {
        String call = path.startsWith("/") ? path.substring(1) : path;
        int colon = call.lastIndexOf(':');
        String method = call.substring(colon + 1);
        if (colon < 1 || !METHODS.contains(method)) {
            throw new GatewayException(
                    ErrorCode.NO_SUCH_PATH,
                    "models/" + call + " is not found; models have " + String.join(", ", METHODS));
        }
        return new ClientCall(Optional.of(plain(call.substring(0, colon))), method.equals(STREAM), sse(query));
    }

    /** A call whose body names the model. */
    static ClientCall inBody(boolean stream) {
        return new ClientCall(Optional.empty(), stream, true);
    }

    /** The name of a model without what Google puts before it. */
    static String plain(String model) {
        return model.startsWith(MODELS) ? model.substring(MODELS.length()) : model;
    }

    private static boolean sse(String query) {
        return Arrays.stream(query.split("&", -1)).anyMatch(word -> word.equals("alt=sse") || word.equals("$alt=sse"));
    }
}
