package org.distrisocks.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Under which an address is counted. */
public final class Addresses {

    /** Of an IPv6 address: the network, within which one household may choose any address. */
    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /** The address itself, or its network of 64 bits for IPv6. */
    public static String origin(InetAddress address) {
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
