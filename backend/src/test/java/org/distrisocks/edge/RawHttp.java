package org.distrisocks.edge;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends octets that no HTTP client would send, and reads what comes back. */
final class RawHttp {

    private static final int PATIENCE_MS = 20_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param headers by their names in lower case
     * @param all every octet, as ISO 8859-1
     */
    record Answer(int status, Map<String, String> headers, String body, String all) {

        private static Answer of(String all) {
            String[] parts = all.split("\r\n\r\n", 2);
            String[] lines = parts[0].split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(": ?", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
            return new Answer(
                    Integer.parseInt(lines[0].split(" ", -1)[1]), headers, parts.length < 2 ? "" : parts[1], all);
        }
    }

    /** @param request each character is one octet */
    static Answer ask(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return Answer.of(read(socket.getInputStream()));
        } catch (IOException broken) {
            throw new AssertionError("no answer", broken);
        }
    }

    /** To the end of the stream, or of the body whose length is told: after some refusals the server keeps the socket. */
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("closed after '" + head + "'");
            }
            octets.write(octet);
            head = octets.toString(StandardCharsets.ISO_8859_1);
        }
        String length = Answer.of(head).headers().get("content-length");
        octets.write(length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length)));
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
