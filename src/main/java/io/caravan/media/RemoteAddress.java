package io.caravan.media;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.utils.URIUtils;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Where something is fetched.
 *
 * @param uri as it was written
 * @param host with its port
 * @param path query included
 */
record RemoteAddress(URI uri, HttpHost host, String path) {

    private static final String HTTPS = "https";
    private static final String ANYWHERE = "http://host";
    private static final Set<String> SCHEMES = Set.of("http", HTTPS);

    /**
     * The address that a URL tells.
     *
     * @throws MediaException if it tells none
     */
    static RemoteAddress of(String url) {
        return of(parsed(url));
    }

    /** The address that this one leads to. */
    RemoteAddress redirected(String location) {
        return of(URIUtils.resolve(uri, parsed(location)));
    }

    private static URI parsed(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException _) {
            throw new MediaException("has an address that is no valid URL");
        }
    }

    private static RemoteAddress of(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new MediaException("must have an address that begins with http:// or https://");
        }
        URIAuthority authority = authority(uri);
        int port = authority.getPort() > 0 ? authority.getPort() : scheme.equals(HTTPS) ? 443 : 80;
        return new RemoteAddress(uri, new HttpHost(scheme, ascii(authority.getHostName()), port), path(uri));
    }

    private static URIAuthority authority(URI uri) {
        try {
            URIAuthority authority = URIAuthority.create(
                    Optional.ofNullable(uri.getRawAuthority()).orElse(""));
            if (authority != null && !authority.getHostName().isBlank()) {
                return anonymous(authority);
            }
        } catch (URISyntaxException | IllegalArgumentException _) {
            // The same as no host at all.
        }
        throw new MediaException("has an address without a valid host");
    }

    private static URIAuthority anonymous(URIAuthority authority) {
        if (authority.getUserInfo() != null) {
            throw new MediaException("must not have a user or password in its address");
        }
        return authority;
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException _) {
            throw new MediaException("has an address without a valid host");
        }
    }

    private static String path(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath())
                .filter(given -> !given.isEmpty())
                .orElse("/");
        String query =
                Optional.ofNullable(uri.getRawQuery()).map(given -> "?" + given).orElse("");
        // On its own a path that begins with two slashes would be taken for a host.
        return URI.create(ANYWHERE + path + query).toASCIIString().substring(ANYWHERE.length());
    }
}
