package io.caravan.simulator;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the address of a request to Gemini says.
 *
 * @param key the key, if it stands in the query
 */
record GeminiCall(String model, Method method, Optional<String> key) {

    /** What can be asked of a model. */
    enum Method {
        GENERATE_CONTENT("generateContent"),
        STREAM_GENERATE_CONTENT("streamGenerateContent"),
        EMBED_CONTENT("embedContent"),
        BATCH_EMBED_CONTENTS("batchEmbedContents");

        private final String wireName;

        Method(String wireName) {
            this.wireName = wireName;
        }

        private static Method of(String wireName) {
            return Stream.of(values())
                    .filter(method -> method.wireName.equals(wireName))
                    .findFirst()
                    .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "there is no method " + wireName));
        }
    }

    /**
     * Reads an address.
     *
     * @param call the last part of the path, for example {@code gemini-2.5-flash:generateContent}
     * @param query what follows the question mark, possibly nothing
     * @throws GatewayException if there is no such method
     */
    static GeminiCall of(String call, String query) {
        int colon = call.lastIndexOf(':');
        return new GeminiCall(
                call.substring(0, Math.max(0, colon)),
                Method.of(call.substring(colon + 1)),
                Credentials.inQuery("key", query));
    }

    /** Whether the answer is wanted piece by piece. */
    boolean stream() {
        return method == Method.STREAM_GENERATE_CONTENT;
    }

    /** Whether vectors are wanted. */
    static boolean embeds(String call) {
        return call.endsWith(":" + Method.EMBED_CONTENT.wireName)
                || call.endsWith(":" + Method.BATCH_EMBED_CONTENTS.wireName);
    }

    /** What stands around the pieces of a stream that is asked for with these options. */
    static Framing framing(String query) {
        return List.of(query.split("&")).contains("alt=sse") ? Framing.WINDOWS_EVENTS : Framing.ARRAY;
    }
}
