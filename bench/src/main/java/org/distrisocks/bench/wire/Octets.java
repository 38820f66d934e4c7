package org.distrisocks.bench.wire;

import java.nio.charset.StandardCharsets;

/** Searches octets in place. */
public final class Octets {

    private Octets() {}

    /** Octets to search for. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether this text stands here. */
    public static boolean matches(byte[] octets, int at, byte[] text) {
        if (at < 0 || at + text.length > octets.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (octets[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Behind the first occurrence of this text that ends before {@code to}; -1 if there is none. */
    public static int behind(byte[] octets, int from, int to, byte[] text) {
        for (int at = from; at + text.length <= to; at++) {
            if (octets[at] == text[0] && matches(octets, at, text)) {
                return at + text.length;
            }
        }
        return -1;
    }

    /** The digits that begin here as a number; -1 if there is none. */
    public static long digits(byte[] octets, int at) {
        long number = -1;
        for (int i = at; i < octets.length && octets[i] >= '0' && octets[i] <= '9'; i++) {
            number = Math.max(number, 0) * 10 + octets[i] - '0';
        }
        return number;
    }
}
