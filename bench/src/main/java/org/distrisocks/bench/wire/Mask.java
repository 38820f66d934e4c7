package org.distrisocks.bench.wire;

/** The masking of RFC 6455 §5.3; to mask twice is to unmask. */
final class Mask {

    private Mask() {}

    /** Applies the four octets of {@code key} at {@code keyAt} to {@code size} octets, in place. */
    static void apply(byte[] key, int keyAt, byte[] octets, int from, int size) {
        byte first = key[keyAt];
        byte second = key[keyAt + 1];
        byte third = key[keyAt + 2];
        byte fourth = key[keyAt + 3];
        int at = from;
        for (int last = from + size - 3; at < last; at += 4) {
            octets[at] ^= first;
            octets[at + 1] ^= second;
            octets[at + 2] ^= third;
            octets[at + 3] ^= fourth;
        }
        for (int i = at - from; i < size; i++) {
            octets[from + i] ^= key[keyAt + (i & 3)];
        }
    }
}
