package io.caravan.media;

import java.net.InetAddress;

/** A block of IP addresses: all that have their first bits in common with the network. */
record AddressRange(InetAddress network, int bits) {

    AddressRange {
        if (bits < 0 || bits > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(network.getHostAddress() + " cannot have " + bits + " bits");
        }
    }

    /**
     * The range that a text such as {@code 10.0.0.0/8}, or a single address, describes.
     *
     * @throws IllegalArgumentException if it describes none
     */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            InetAddress single = InetAddress.ofLiteral(text);
            return new AddressRange(single, single.getAddress().length * Byte.SIZE);
        }
        return new AddressRange(
                InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether the address is one of them; addresses of the other version of IP never are. */
    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
