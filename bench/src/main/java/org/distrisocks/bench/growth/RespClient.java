package org.distrisocks.bench.growth;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of the protocol of Redis as a count of keys needs; commands may be sent without waiting for the answers. */
final class RespClient implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    RespClient(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    void send(String... command) throws IOException {
        write("*" + command.length + "\r\n");
        for (String part : command) {
            write("$" + part.length() + "\r\n" + part + "\r\n");
        }
    }

    /**
     * The next answer: a text, a number, or the number of an array's entries, which are read and forgotten.
     *
     * @throws IOException if it is an error, too
     */
    String answer() throws IOException {
        out.flush();
        String line = line();
        return switch (line.charAt(0)) {
            case '+', ':' -> line.substring(1);
            case '$' -> bulk(Integer.parseInt(line.substring(1)));
            case '*' -> {
                int entries = Integer.parseInt(line.substring(1));
                for (int i = 0; i < entries; i++) {
                    answer();
                }
                yield Integer.toString(entries);
            }
            default -> throw new IOException("Redis answers " + line);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String bulk(int size) throws IOException {
        if (size < 0) {
            return "";
        }
        byte[] octets = in.readNBytes(size + 2);
        if (octets.length < size + 2) {
            throw new EOFException("Redis has hung up");
        }
        return new String(octets, 0, size, StandardCharsets.US_ASCII);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\r'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("Redis has hung up");
            }
            line.append((char) octet);
        }
        if (in.read() != '\n' || line.isEmpty()) {
            throw new IOException("Redis answers what is no line");
        }
        return line.toString();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
