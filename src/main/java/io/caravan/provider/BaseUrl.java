package io.caravan.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The beginning of all addresses of a service. */
public final class BaseUrl {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int LARGEST_PORT = 65_535;

    private BaseUrl() {}

    /** Whether a service can be called there: it is an HTTP address with a host. */
    public static boolean leadsSomewhere(String url) {
        try {
            URI address = new URI(url);
            return address.getScheme() != null
                    && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))
                    && address.getHost() != null
                    && address.getPort() <= LARGEST_PORT;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
