package org.distrisocks.session.stomp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes frames for one peer, by the rules of the version that it speaks. */
public final class StompFrameEncoder {

    private static final byte[] NONE = {};

    private volatile StompVersion version = StompVersion.V1_2;

    /** Frames from now on are written by the rules of the negotiated version. */
    public void speak(StompVersion negotiated) {
        this.version = negotiated;
    }

    /** A frame without a body. */
    public byte[] encode(StompCommand command, StompHeaders headers) {
        return encode(command, headers, NONE);
    }

    /**
     * @param body UTF-8 text; its {@code content-length} is added
     * @return the frame with its closing NUL, in UTF-8
     */
    public byte[] encode(StompCommand command, StompHeaders headers, byte[] body) {
        byte[] head = head(command, headers, body.length).getBytes(StandardCharsets.UTF_8);
        byte[] frame = Arrays.copyOf(head, head.length + body.length + 1);
        System.arraycopy(body, 0, frame, head.length, body.length);
        return frame;
    }

    /** A heart-beat in both directions (STOMP 1.2, "Heart-beating"). */
    public static byte[] heartbeat() {
        return new byte[] {'\n'};
    }

    private String head(StompCommand command, StompHeaders headers, int bodyLength) {
        StringBuilder head = new StringBuilder(256);
        head.append(command.name()).append('\n');
        headers.forEach((name, value) -> {
            append(command, version == StompVersion.V1_0 ? nameIn10(name) : name, head);
            head.append(':');
            append(command, value, head);
            head.append('\n');
        });
        if (command.mayHaveBody()) {
            head.append("content-length:").append(bodyLength).append('\n');
        }
        return head.append('\n').toString();
    }

    /** 1.0 has no way to write a colon in a name: a header that somebody else chose could pose as one of ours. */
    private static String nameIn10(String name) {
        return name.replace(':', ' ');
    }

    private void append(StompCommand command, String text, StringBuilder head) {
        if (command.isEscaped()) {
            StompEscapes.escape(text, version, head);
        } else {
            head.append(text);
        }
    }
}
