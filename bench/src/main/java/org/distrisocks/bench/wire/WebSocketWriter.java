package org.distrisocks.bench.wire;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What waits to be written to one connection, as octets. Grows up to a bound. */
final class WebSocketWriter {

    static final int TEXT = 1;
    static final int PONG = 10;

    /** A server that lets so much wait has stopped to read. */
    static final int LARGEST = 8 << 20;

    private final byte @Nullable [] mask;
    private byte[] octets = new byte[512];
    private int from;
    private int to;

    /** @param client whether frames are masked, as those of a client must be; with one key for the connection */
    WebSocketWriter(boolean client) {
        if (client) {
            mask = new byte[4];
            ThreadLocalRandom.current().nextBytes(mask);
        } else {
            mask = null;
        }
    }

    /** Appends one whole frame, RFC 6455 §5.2. */
    void frame(int kind, byte[] payload, int begin, int size) {
        reserve(size + 14);
        int maskBit = mask == null ? 0 : 0x80;
        octets[to++] = (byte) (0x80 | kind);
        if (size < 126) {
            octets[to++] = (byte) (maskBit | size);
        } else if (size < 1 << 16) {
            octets[to++] = (byte) (maskBit | 126);
            number(size, 2);
        } else {
            octets[to++] = (byte) (maskBit | 127);
            number(size, 8);
        }
        if (mask != null) {
            System.arraycopy(mask, 0, octets, to, 4);
            to += 4;
        }
        System.arraycopy(payload, begin, octets, to, size);
        if (mask != null) {
            Mask.apply(mask, 0, octets, to, size);
        }
        to += size;
    }

    /** Appends octets as they are. */
    void raw(byte[] plain) {
        reserve(plain.length);
        System.arraycopy(plain, 0, octets, to, plain.length);
        to += plain.length;
    }

    byte[] octets() {
        return octets;
    }

    int from() {
        return from;
    }

    int size() {
        return to - from;
    }

    /** Forgets octets from the beginning: they are written. */
    void written(int count) {
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    private void number(int value, int size) {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            octets[to++] = (byte) ((long) value >> shift);
        }
    }

    private void reserve(int more) {
        if (to + more <= octets.length) {
            return;
        }
        int waiting = size();
        if (waiting + more > LARGEST) {
            throw new IllegalStateException("more than " + LARGEST + " octets wait: the server does not read");
        }
        byte[] room = waiting + more <= octets.length ? octets : Arrays.copyOf(octets, (waiting + more) * 2);
        System.arraycopy(octets, from, room, 0, waiting);
        octets = room;
        from = 0;
        to = waiting;
    }
}
