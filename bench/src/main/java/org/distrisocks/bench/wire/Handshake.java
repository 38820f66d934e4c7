package org.distrisocks.bench.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The opening of a WebSocket, RFC 6455 §4, from both sides. A head is text up to and with the empty line. */
final class Handshake {

    static final String END = "\r\n\r\n";

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String ACCEPTED = "HTTP/1.1 101 ";

    private Handshake() {}

    static String newKey() {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    static String request(String host, String path, String key) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\nSec-WebSocket-Protocol: v12.stomp" + END;
    }

    /** @throws WireException if the server did not open a WebSocket for this key; the message has its first line */
    static void checkResponse(String head, String key) throws WireException {
        if (!head.startsWith(ACCEPTED)) {
            throw new WireException("no WebSocket: " + head.lines().findFirst().orElse(""));
        }
        if (!accept(key).equals(header(head, "Sec-WebSocket-Accept"))) {
            throw new WireException("no WebSocket: Sec-WebSocket-Accept is wrong");
        }
    }

    /** @throws WireException if the request has no key */
    static String response(String requestHead) throws WireException {
        String key = header(requestHead, "Sec-WebSocket-Key");
        if (key.isEmpty()) {
            throw new WireException("no Sec-WebSocket-Key");
        }
        return ACCEPTED + "Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept(key) + "\r\nSec-WebSocket-Protocol: v12.stomp" + END;
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
