package io.caravan.media;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those of the public internet, and what the operator allows beyond them.
 *
 * @param everything whether any address will do
 * @param hosts names, in lower case, that may lead anywhere
 * @param ranges addresses allowed under any name
 */
record AddressPolicy(boolean everything, Set<String> hosts, List<AddressRange> ranges) {

    AddressPolicy {
        hosts = Set.copyOf(hosts);
        ranges = List.copyOf(ranges);
    }

    /**
     * The policy that settings describe.
     *
     * @param allowed names of hosts, addresses, and ranges such as {@code 10.1.0.0/16}
     * @throws IllegalArgumentException if one of them is none of these
     */
    static AddressPolicy of(boolean everything, List<String> allowed) {
        Set<String> hosts = new HashSet<>();
        List<AddressRange> ranges = new ArrayList<>();
        for (String entry : allowed) {
            if (isAddress(entry)) {
                ranges.add(range(entry));
            } else {
                hosts.add(name(entry));
            }
        }
        return new AddressPolicy(everything, hosts, ranges);
    }

    private static boolean isAddress(String entry) {
        return entry.indexOf('/') >= 0 || entry.indexOf(':') >= 0 || entry.matches("[\\d.]+");
    }

    private static AddressRange range(String entry) {
        try {
            return AddressRange.of(entry);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    "caravan.media.allowed-hosts: " + entry + " is neither a host nor an address nor a range", none);
        }
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Those of a host's addresses that may be connected to. */
    InetAddress[] allowed(String host, InetAddress... addresses) {
        if (everything || hosts.contains(name(host))) {
            return addresses;
        }
        return Stream.of(addresses).filter(this::allows).toArray(InetAddress[]::new);
    }

    private boolean allows(InetAddress address) {
        return PublicInternet.contains(address) || ranges.stream().anyMatch(range -> range.contains(address));
    }
}
