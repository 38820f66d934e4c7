package org.distrisocks.session.stomp;

import java.nio.charset.StandardCharsets;

/** Writes frames for one peer, by the rules of the version that it speaks. */
public final class StompFrameEncoder {

    /** A heart-beat in both directions (STOMP 1.2, "Heart-beating"). */
    public static final String HEARTBEAT = "\n";

    private static final byte[] NONE = {};

    private volatile StompVersion version = StompVersion.V1_2;

    /** Frames from now on are written by the rules of the negotiated version. */
    public void speak(StompVersion negotiated) {
        this.version = negotiated;
    }

    /** A frame without a body. */
    public String encode(StompCommand command, StompHeaders headers) {
        return encode(command, headers, NONE);
    }

    /**
     * @param body UTF-8 text; its {@code content-length} is added
     * @return the frame with its closing NUL
     */
    public String encode(StompCommand command, StompHeaders headers, byte[] body) {
        StringBuilder frame = new StringBuilder(256 + body.length);
        frame.append(command.name()).append('\n');
        headers.forEach((name, value) -> {
            append(command, version == StompVersion.V1_0 ? nameIn10(name) : name, frame);
            frame.append(':');
            append(command, value, frame);
            frame.append('\n');
        });
        if (command.mayHaveBody()) {
            frame.append("content-length:").append(body.length).append('\n');
        }
        frame.append('\n').append(new String(body, StandardCharsets.UTF_8)).append('\0');
        return frame.toString();
    }

    /** 1.0 has no way to write a colon in a name: a header that somebody else chose could pose as one of ours. */
    private static String nameIn10(String name) {
        return name.replace(':', ' ');
    }

    private void append(StompCommand command, String text, StringBuilder frame) {
        if (command.isEscaped()) {
            StompEscapes.escape(text, version, frame);
        } else {
            frame.append(text);
        }
    }
}
