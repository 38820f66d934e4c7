package org.distrisocks.devservices.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ports that the kernel gives to outgoing connections and to servers that ask for any port: ip_local_port_range of
 * ip(7).
 *
 * @param first for example 32768
 * @param last for example 60999
 */
record OutgoingPorts(int first, int last) {

    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** The dynamic ports of RFC 6335, which macOS and Windows use. */
    private static final OutgoingPorts DYNAMIC = new OutgoingPorts(49_152, 65_535);

    static boolean isLinux() {
        return Files.exists(RANGE);
    }

    static OutgoingPorts ofThisSystem() {
        // Not Files.readString: the kernel answers only the first read of this file, and it must be large enough.
        try (BufferedReader range = Files.newBufferedReader(RANGE)) {
            return parse(range.readLine());
        } catch (IOException notLinux) {
            return DYNAMIC;
        }
    }

    /** Reads {@code 32768 60999}, with any white space between the two. */
    static OutgoingPorts parse(String range) {
        String[] ends = range.strip().split("\\s+", -1);
        return new OutgoingPorts(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }
}
