package org.distrisocks.bench.wire;

import java.nio.charset.StandardCharsets;

/**
 * One STOMP frame as it lies in the octets that were read; valid during the call that hands it over. Reads what this
 * benchmark asks for and no more: headers are found by name, and nothing is unescaped.
 */
public final class StompFrame {

    private static final byte[] CONTENT_LENGTH = Octets.ascii("content-length");

    private byte[] octets = new byte[0];
    private int begin;
    private int headers;
    private int body;
    private int end;

    /**
     * Reads the frame that begins here, behind the line ends of heart-beats.
     *
     * @return where the next begins; {@code to}, and no {@link #isPresent}, if there were line ends alone
     * @throws WireException if the frame does not end before {@code to}
     */
    int read(byte[] from, int at, int to) throws WireException {
        octets = from;
        begin = at;
        while (begin < to && (octets[begin] == '\n' || octets[begin] == '\r')) {
            begin++;
        }
        end = begin;
        if (begin == to) {
            return to;
        }
        headers = lineEnd(begin, to) + 1;
        body = headers;
        while (octets[body] != '\n' && octets[body] != '\r') {
            body = lineEnd(body, to) + 1;
        }
        body = lineEnd(body, to) + 1;
        int length = number(CONTENT_LENGTH);
        end = body + Math.max(length, 0);
        if (length < 0) {
            while (end < to && octets[end] != 0) {
                end++;
            }
        }
        if (end >= to || octets[end] != 0) {
            throw new WireException("a STOMP frame that does not end in its WebSocket message");
        }
        return end + 1;
    }

    boolean isPresent() {
        return end > begin;
    }

    /** Whether the command is this one. */
    public boolean is(byte[] command) {
        return Octets.matches(octets, begin, command)
                && begin + command.length < headers
                && octets[begin + command.length] < ' ';
    }

    /** Whether a header of this name has exactly this value; of several, the first counts. */
    public boolean has(byte[] header, byte[] value) {
        int at = header(header);
        return at >= 0 && Octets.matches(octets, at, value) && octets[at + value.length] < ' ';
    }

    /** Where the value of the first header of this name begins, in {@link #octets}; -1 if there is none. */
    public int header(byte[] name) {
        for (int line = headers; line < body && octets[line] != '\n' && octets[line] != '\r'; ) {
            if (Octets.matches(octets, line, name) && octets[line + name.length] == ':') {
                return line + name.length + 1;
            }
            while (octets[line] != '\n') {
                line++;
            }
            line++;
        }
        return -1;
    }

    /** Behind the first occurrence of this text in the body, in {@link #octets}; -1 if there is none. */
    public int behind(byte[] text) {
        return Octets.behind(octets, body, end, text);
    }

    /** What it lies in; valid during the call that hands it over. */
    public byte[] octets() {
        return octets;
    }

    /** The text of a header; empty if there is none. */
    public String text(byte[] name) {
        int at = header(name);
        int to = at;
        while (at >= 0 && octets[to] != '\n' && octets[to] != '\r') {
            to++;
        }
        return at < 0 ? "" : new String(octets, at, to - at, StandardCharsets.UTF_8);
    }

    /** @return how many octets the body has, which are written into {@code to} from there on */
    public int copyBody(byte[] to, int at) {
        System.arraycopy(octets, body, to, at, end - body);
        return end - body;
    }

    /** The whole frame in one line, for people. */
    @Override
    public String toString() {
        return new String(octets, begin, end - begin, StandardCharsets.UTF_8).replaceAll("\\R+", " ");
    }

    private int number(byte[] name) {
        int at = header(name);
        return at < 0 ? -1 : (int) Octets.digits(octets, at);
    }

    private int lineEnd(int at, int to) throws WireException {
        for (int i = at; i < to - 1; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        throw new WireException("a STOMP frame without an end of its headers");
    }
}
