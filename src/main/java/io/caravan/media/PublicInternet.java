package io.caravan.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that everybody can reach, which leaves out whatever is special: the machine itself, private networks,
 * the metadata services of clouds.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4 special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6 special-purpose addresses</a>
 */
final class PublicInternet {

    private static final List<AddressRange> SPECIAL = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Azure's own services for its machines, which look public.
            "168.63.129.16",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");
    private static final List<AddressRange> ORDINARY = ranges("0.0.0.0/0", "2000::/3");
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final int NAT64_OFFSET = 12;
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final int SIX_TO_FOUR_OFFSET = 2;

    private PublicInternet() {}

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::of).toList();
    }

    /** Whether an address belongs to it. */
    static boolean contains(InetAddress address) {
        if (NAT64.contains(address)) {
            return contains(inside(address, NAT64_OFFSET));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return contains(inside(address, SIX_TO_FOUR_OFFSET));
        }
        return in(ORDINARY, address) && !in(SPECIAL, address);
    }

    private static boolean in(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that stands in an IPv6 address and is where it leads. */
    private static InetAddress inside(InetAddress address, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
