package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys as the simulator checks them: some key must be there, any will do. */
final class Credentials {

    private Credentials() {}

    /** Whether a header holds something. */
    static boolean given(@Nullable String header) {
        return header != null && !header.isBlank();
    }

    /** Whether a header holds a bearer token. */
    static boolean bearer(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                && !authorization.substring(7).isBlank();
    }

    /** What a query, or a form, says of a name, if it says something. */
    static Optional<String> inQuery(String name, String query) {
        return Stream.of(query.split("&"))
                .filter(option -> option.startsWith(name + "=") && option.length() > name.length() + 1)
                .map(option -> URLDecoder.decode(option.substring(name.length() + 1), UTF_8))
                .findFirst();
    }

    /**
     * Refuses a request without a key.
     *
     * @throws GatewayException in the words of the provider that is played
     */
    static void require(boolean given, String message) {
        if (!given) {
            throw new GatewayException(ErrorCode.AUTHENTICATION, message);
        }
    }
}
