package org.distrisocks.session;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A WebSocket written octet by octet (RFC 6455), so that a test can break its rules too. */
final class RawWebSocket implements AutoCloseable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int RSV2 = 0x20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MASKED = 0x80;
    private static final int NO_CODE = 1005;
    private static final int BROKEN_OFF = 1006;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    }

    /** With the handshake done; {@code permessage-deflate} (RFC 7692) is offered. */
    static RawWebSocket open(int port) throws IOException {
        RawWebSocket webSocket = new RawWebSocket(new Socket("localhost", port));
        webSocket.out.write("""
                GET /ws HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: v12.stomp\r
                Sec-WebSocket-Extensions: permessage-deflate\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        String answer = webSocket.head();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + answer);
        }
        return webSocket;
    }

    /** A masked frame, as a client must send it. */
    RawWebSocket send(int firstOctet, byte[] payload) throws IOException {
        return sendOctets(frame(firstOctet, MASKED, payload.length, payload));
    }

    /** A frame without the mask that a client must use. */
    RawWebSocket sendUnmasked(int firstOctet, byte[] payload) throws IOException {
        return sendOctets(frame(firstOctet, 0, payload.length, payload));
    }

    /** The beginning of a frame that says to be so long. */
    RawWebSocket sendBeginning(int firstOctet, long length, byte[] payload) throws IOException {
        return sendOctets(frame(firstOctet, MASKED, length, payload));
    }

    /** The masking key is 0, so masking changes nothing. */
    private static byte[] frame(int firstOctet, int mask, long length, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstOctet);
        if (length < 126) {
            frame.write(mask | (int) length);
        } else if (length < 1 << 16) {
            frame.write(mask | 126);
            frame.write((int) length >> 8);
            frame.write((int) length);
        } else {
            frame.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) (length >> shift));
            }
        }
        if (mask == MASKED) {
            frame.writeBytes(new byte[4]);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private RawWebSocket sendOctets(byte[] octets) throws IOException {
        out.write(octets);
        return this;
    }

    /** Passes over what else comes until the server closes: its code, 1005 if it gave none, 1006 if it just broke off. */
    int awaitClose() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0F;
                byte[] payload = payload(in.readUnsignedByte());
                if (opcode == CLOSE) {
                    return payload.length < 2 ? NO_CODE : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
                }
            }
        } catch (IOException brokenOff) {
            return BROKEN_OFF;
        }
    }

    /** Whether octets that are sent now, an empty frame, are met by a reset: one that came before, or nobody reads them. */
    boolean isReset() throws IOException {
        try {
            send(FIN | TEXT, new byte[0]);
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private byte[] payload(int lengthOctet) throws IOException {
        long length = switch (lengthOctet) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> lengthOctet;
        };
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        if (payload.length < length) {
            throw new EOFException();
        }
        return payload;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
