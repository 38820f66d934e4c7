package org.distrisocks.session.stomp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of octets into frames, whatever pieces it comes in (STOMP 1.2, "STOMP Frames" and "Augmented BNF").
 *
 * <p>It holds no more than one unfinished frame, and that up to the limit. Not safe for use by several threads.
 */
public final class StompFrameDecoder {

    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final byte[] NONE = {};

    private final StompLimits limits;
    private StompVersion version = StompVersion.V1_2;
    private byte[] octets = NONE;
    private int position;

    public StompFrameDecoder(StompLimits limits) {
        this.limits = limits;
    }

    /** Frames from now on are read by the rules of the negotiated version. */
    public void speak(StompVersion negotiated) {
        this.version = negotiated;
    }

    /**
     * Takes the next octets and hands on each frame that is complete with them, before the next one is read. End-of-line
     * octets between frames, heart-beats, are skipped.
     *
     * @throws StompProtocolException if the octets break the protocol or a limit; the decoder is of no use afterwards
     */
    public void decode(byte[] more, Consumer<StompFrame> frames) {
        if (octets.length == 0) {
            octets = more;
        } else {
            int held = octets.length;
            octets = Arrays.copyOf(octets, held + more.length);
            System.arraycopy(more, 0, octets, held, more.length);
        }
        position = 0;
        int done = skipEndsOfLine();
        while (done < octets.length) {
            StompFrame frame = next();
            if (frame == null) {
                break;
            }
            frames.accept(frame);
            done = skipEndsOfLine();
        }
        octets = done == octets.length ? NONE : Arrays.copyOfRange(octets, done, octets.length);
    }

    private int skipEndsOfLine() {
        while (position < octets.length
                && (octets[position] == LF
                        || octets[position] == CR && position + 1 < octets.length && octets[position + 1] == LF)) {
            position++;
        }
        return position;
    }

    /** The frame that begins at the position, which moves behind it; null if it is not complete. */
    private @Nullable StompFrame next() {
        int start = position;
        StompHeaders headers = new StompHeaders();
        try {
            StompFrame frame = frame(headers);
            int end = frame == null ? octets.length : position;
            if (end - start > limits.frameOctets()) {
                throw new StompProtocolException("a frame may have at most " + limits.frameOctets() + " octets");
            }
            return frame;
        } catch (StompProtocolException broken) {
            throw broken.in(headers);
        }
    }

    /** As {@link #next()}; the headers are put in as they are read. */
    private @Nullable StompFrame frame(StompHeaders headers) {
        String name = line();
        if (name == null) {
            return null;
        }
        StompCommand command = StompCommand.named(name);
        if (command == null) {
            throw new StompProtocolException("unknown command");
        }
        for (String header = line(); ; header = line()) {
            if (header == null) {
                return null;
            }
            if (header.isEmpty()) {
                break;
            }
            addHeader(command, header, headers);
        }
        StompHeaders meant = trims(command, headers) ? headers.trimmed() : headers;
        byte[] body = body(command, meant.first("content-length"));
        return body == null ? null : new StompFrame(command, meant, body);
    }

    private boolean trims(StompCommand command, StompHeaders headers) {
        return version == StompVersion.V1_0 || !command.isEscaped() && headers.first("accept-version") == null;
    }

    /** The line at the position without its end; null if the end has not come yet. */
    private @Nullable String line() {
        int end = position;
        while (end < octets.length && octets[end] != LF) {
            if (octets[end] == 0) {
                throw new StompProtocolException("NUL stands before the end of the headers");
            }
            end++;
        }
        if (end - position > limits.headerOctets()) {
            throw new StompProtocolException("a header may have at most " + limits.headerOctets() + " octets");
        }
        if (end == octets.length) {
            return null;
        }
        int stop = end > position && octets[end - 1] == CR ? end - 1 : end;
        String line = utf8(position, stop);
        if (line.indexOf('\r') >= 0) {
            throw new StompProtocolException("a header must not have a carriage return, which 1.2 writes as \\r");
        }
        position = end + 1;
        return line;
    }

    private String utf8(int from, int to) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
            return text.toString();
        } catch (CharacterCodingException malformed) {
            throw new StompProtocolException("a command and headers must be UTF-8");
        }
    }

    private void addHeader(StompCommand command, String line, StompHeaders headers) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new StompProtocolException("a header must have the form name:value");
        }
        if (headers.count() == limits.headers()) {
            throw new StompProtocolException("a frame may have at most " + limits.headers() + " headers");
        }
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1);
        if (command.isEscaped()) {
            name = StompEscapes.unescape(name, version);
            value = StompEscapes.unescape(value, version);
        }
        headers.add(name, value);
    }

    /** The body at the position, which moves behind its NUL; null if the NUL has not come yet. */
    private byte @Nullable [] body(StompCommand command, @Nullable String contentLength) {
        int end = contentLength == null ? nextNul() : position + length(contentLength);
        if (end >= octets.length) {
            return null;
        }
        if (octets[end] != 0) {
            throw new StompProtocolException("NUL must follow the body of content-length octets");
        }
        if (end > position && !command.mayHaveBody() && version != StompVersion.V1_0) {
            throw new StompProtocolException(command + " must not have a body");
        }
        byte[] body = end == position ? NONE : Arrays.copyOfRange(octets, position, end);
        position = end + 1;
        return body;
    }

    private int nextNul() {
        int end = position;
        while (end < octets.length && octets[end] != 0) {
            end++;
        }
        return end;
    }

    private int length(String contentLength) {
        try {
            int length = Integer.parseUnsignedInt(contentLength);
            if (length >= 0 && length <= limits.frameOctets() && Character.isDigit(contentLength.charAt(0))) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            throw new StompProtocolException("content-length must be a whole number");
        }
        throw new StompProtocolException("content-length must be 0 to " + limits.frameOctets());
    }
}
