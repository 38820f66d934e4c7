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

    private StompLimits limits;
    private StompVersion version = StompVersion.V1_2;
    private byte[] octets = NONE;
    private int end;
    private int position;
    private Awaited awaited = Awaited.OCTETS;
    /** With so many octets an unfinished frame goes on, or has passed a limit, whatever they are. */
    private int enough;

    /** What an unfinished frame goes on with, so that it is not read anew for each octet that comes. */
    private enum Awaited {
        LINE_END,
        NUL,
        OCTETS
    }

    public StompFrameDecoder(StompLimits limits) {
        this.limits = limits;
    }

    /** Frames from now on may have so much. */
    public void allow(StompLimits fresh) {
        limits = fresh;
    }

    /** Bytes that are held of a frame that is not complete. */
    public int held() {
        return octets.length;
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
        boolean isDue = end + more.length >= enough || bringsAnEnd(more);
        append(more);
        if (!isDue) {
            return;
        }
        position = 0;
        int done = skipEndsOfLine();
        while (done < end) {
            StompFrame frame = next();
            if (frame == null) {
                break;
            }
            frames.accept(frame);
            done = skipEndsOfLine();
        }
        keepFrom(done);
    }

    private boolean bringsAnEnd(byte[] more) {
        if (awaited == Awaited.OCTETS) {
            return false;
        }
        for (byte octet : more) {
            if (octet == 0 || (octet == LF && awaited == Awaited.LINE_END)) {
                return true;
            }
        }
        return false;
    }

    private void append(byte[] more) {
        if (end == 0) {
            octets = more;
        } else {
            if (octets.length < end + more.length) {
                octets = Arrays.copyOf(octets, Math.max(2 * octets.length, end + more.length));
            }
            System.arraycopy(more, 0, octets, end, more.length);
        }
        end += more.length;
    }

    private void keepFrom(int done) {
        if (done == end) {
            octets = NONE;
            end = 0;
            enough = 0;
        } else if (done > 0) {
            octets = Arrays.copyOfRange(octets, done, end);
            end -= done;
            enough -= done;
        }
    }

    private void await(Awaited what, int octetsInAll) {
        awaited = what;
        enough = octetsInAll;
    }

    private int skipEndsOfLine() {
        while (position < end
                && (octets[position] == LF
                        || (octets[position] == CR && position + 1 < end && octets[position + 1] == LF))) {
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
            int stop = frame == null ? end : position;
            if (stop - start > limits.frameOctets()) {
                throw new StompProtocolException("a frame may have at most " + limits.frameOctets() + " octets");
            }
            if (frame == null && (awaited == Awaited.NUL || enough > start + limits.frameOctets())) {
                enough = start + limits.frameOctets() + 1;
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
        return version == StompVersion.V1_0 || (!command.isEscaped() && headers.first("accept-version") == null);
    }

    /** The line at the position without its end; null if the end has not come yet. */
    private @Nullable String line() {
        int lineEnd = position;
        while (lineEnd < end && octets[lineEnd] != LF) {
            if (octets[lineEnd] == 0) {
                throw new StompProtocolException("NUL stands before the end of the headers");
            }
            lineEnd++;
        }
        if (lineEnd - position > limits.headerOctets()) {
            throw new StompProtocolException("a header may have at most " + limits.headerOctets() + " octets");
        }
        if (lineEnd == end) {
            await(Awaited.LINE_END, position + limits.headerOctets() + 1);
            return null;
        }
        int stop = lineEnd > position && octets[lineEnd - 1] == CR ? lineEnd - 1 : lineEnd;
        String line = utf8(position, stop);
        if (line.indexOf('\r') >= 0) {
            throw new StompProtocolException("a header must not have a carriage return, which 1.2 writes as \\r");
        }
        position = lineEnd + 1;
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
        int bodyEnd = contentLength == null ? nextNul() : position + length(contentLength);
        if (bodyEnd >= end) {
            await(contentLength == null ? Awaited.NUL : Awaited.OCTETS, bodyEnd + 1);
            return null;
        }
        if (octets[bodyEnd] != 0) {
            throw new StompProtocolException("NUL must follow the body of content-length octets");
        }
        if (bodyEnd > position && !command.mayHaveBody() && version != StompVersion.V1_0) {
            throw new StompProtocolException(command + " must not have a body");
        }
        byte[] body = bodyEnd == position ? NONE : Arrays.copyOfRange(octets, position, bodyEnd);
        position = bodyEnd + 1;
        return body;
    }

    private int nextNul() {
        int nul = position;
        while (nul < end && octets[nul] != 0) {
            nul++;
        }
        return nul;
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
