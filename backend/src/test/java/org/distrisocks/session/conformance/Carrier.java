package org.distrisocks.session.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;

/** How WebSocket carries what a client says; STOMP must mean the same by all of them. */
enum Carrier {
    /** One text message. */
    TEXT {
        @Override
        void send(WebSocket socket, String said) {
            socket.sendText(said, true).join();
        }
    },
    /** One text message in fragments. */
    FRAGMENTS {
        @Override
        void send(WebSocket socket, String said) {
            int from = 0;
            while (from < said.length()) {
                int to = Math.min(said.length(), from + step(said.length()));
                if (to < said.length() && Character.isLowSurrogate(said.charAt(to))) {
                    to++;
                }
                socket.sendText(said.substring(from, to), to == said.length()).join();
                from = to;
            }
        }
    },
    /** One binary message. */
    BINARY {
        @Override
        void send(WebSocket socket, String said) {
            socket.sendBinary(ByteBuffer.wrap(said.getBytes(UTF_8)), true).join();
        }
    },
    /** Binary messages that are cut anywhere, within a character too. */
    PIECES {
        @Override
        void send(WebSocket socket, String said) {
            byte[] octets = said.getBytes(UTF_8);
            int step = step(octets.length);
            for (int from = 0; from < octets.length; from += step) {
                int length = Math.min(step, octets.length - from);
                socket.sendBinary(ByteBuffer.wrap(octets, from, length), true).join();
            }
        }
    };

    abstract void send(WebSocket socket, String said);

    private static int step(int length) {
        return Math.max(7, length / 20);
    }
}
