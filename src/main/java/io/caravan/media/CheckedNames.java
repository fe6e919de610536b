package io.caravan.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up hosts and gives none but allowed addresses. The client connects to just these: there is no second look-up
 * that could answer something else.
 */
final class CheckedNames implements DnsResolver {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedNames.class);

    private final DnsResolver names;
    private final AddressPolicy policy;

    CheckedNames(DnsResolver names, AddressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = policy.allowed(host, names.resolve(host));
        if (allowed.length == 0) {
            LOG.debug("nothing is fetched from {}: its address is not public", host);
            throw new UnknownHostException(host);
        }
        return allowed;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
