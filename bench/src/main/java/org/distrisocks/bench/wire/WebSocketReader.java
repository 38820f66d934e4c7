package org.distrisocks.bench.wire;

import java.io.ByteArrayOutputStream;

/** Takes the frames of one connection apart, RFC 6455 §5: masked or not, whole or in fragments. */
final class WebSocketReader {

    static final int LARGEST = 1 << 20;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private boolean fragmented;

    /** Is told what the frames hold; the array is valid during the call. */
    interface Receiver {

        void message(byte[] octets, int from, int to) throws WireException;

        void ping(byte[] octets, int from, int to);

        /** @param code 1005 if the frame has none */
        void close(int code);
    }

    /**
     * Reads all frames that are whole, and unmasks them in place.
     *
     * @return where the first frame begins that is not whole yet, {@code to} if there is none
     * @throws WireException if a frame is none, or is larger than {@value #LARGEST}
     */
    int read(byte[] octets, int from, int to, Receiver receiver) throws WireException {
        int at = from;
        while (to - at >= 2) {
            int sizeBits = octets[at + 1] & 0x7f;
            int extra = sizeBits == 126 ? 2 : sizeBits == 127 ? 8 : 0;
            boolean masked = octets[at + 1] < 0;
            int body = at + 2 + extra + (masked ? 4 : 0);
            if (body > to) {
                return at;
            }
            long size = extra == 0 ? sizeBits : number(octets, at + 2, extra);
            if (size < 0 || size > LARGEST) {
                throw new WireException("a frame of " + size + " octets");
            }
            int end = body + (int) size;
            if (end > to) {
                return at;
            }
            if (masked) {
                Mask.apply(octets, body - 4, octets, body, (int) size);
            }
            frame(octets[at], octets, body, end, receiver);
            at = end;
        }
        return at;
    }

    private void frame(byte first, byte[] octets, int from, int to, Receiver receiver) throws WireException {
        boolean last = first < 0;
        switch (first & 0x7f) {
            case TEXT, BINARY -> {
                if (fragmented) {
                    throw new WireException("a message within the fragments of another");
                }
                if (last) {
                    receiver.message(octets, from, to);
                } else {
                    fragmented = true;
                    fragments.write(octets, from, to - from);
                }
            }
            case CONTINUATION -> continuation(last, octets, from, to, receiver);
            case CLOSE -> receiver.close(to - from < 2 ? 1005 : (int) number(octets, from, 2));
            case PING -> receiver.ping(octets, from, to);
            case PONG -> {}
            default -> throw new WireException("a frame of the unknown kind " + (first & 0x7f));
        }
    }

    private void continuation(boolean last, byte[] octets, int from, int to, Receiver receiver) throws WireException {
        if (!fragmented) {
            throw new WireException("a fragment of no message");
        }
        fragments.write(octets, from, to - from);
        if (fragments.size() > LARGEST) {
            throw new WireException("fragments of more than " + LARGEST + " octets");
        }
        if (last) {
            byte[] whole = fragments.toByteArray();
            fragments.reset();
            fragmented = false;
            receiver.message(whole, 0, whole.length);
        }
    }

    private static long number(byte[] octets, int at, int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | (octets[at + i] & 0xff);
        }
        return number;
    }
}
