package org.distrisocks.bench.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One WebSocket. Its methods are for the thread of its loop. */
public final class Connection {

    private static final byte[] NOTHING = new byte[0];

    private final EventLoop loop;
    private final SocketChannel channel;
    private final MessageHandler handler;
    private final boolean client;
    private final String key = Handshake.newKey();
    private final WebSocketReader reader = new WebSocketReader();
    private final WebSocketWriter writer;
    private final Incoming incoming = new Incoming();
    private byte[] rest = NOTHING;
    private boolean open;
    private boolean closed;
    private boolean flushQueued;

    Connection(EventLoop loop, SocketChannel channel, MessageHandler handler, boolean client) {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        this.client = client;
        this.writer = new WebSocketWriter(client);
    }

    /** Sends one WebSocket message of text, at the end of this turn of the loop. */
    public void send(byte[] text, int size) {
        writer.frame(WebSocketWriter.TEXT, text, 0, size);
        queueFlush();
    }

    /** As {@link #send(byte[], int)}. */
    public void send(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        send(octets, octets.length);
    }

    public boolean isClosed() {
        return closed;
    }

    /** Closes the socket without a word and tells the handler. */
    public void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException gone) {
            // It is closed as far as this side is concerned.
        }
        handler.closed(this, reason);
    }

    /** The TCP connection stands: a client asks for a WebSocket. */
    void connected(String host, String path) {
        writer.raw(Handshake.request(host, path, key).getBytes(StandardCharsets.US_ASCII));
        queueFlush();
    }

    /** Reads what is there, once. */
    @SuppressWarnings("ByteBufferBackingArray") // The loop has allocated it.
    void readable(ByteBuffer buffer) throws IOException {
        buffer.clear().put(rest);
        rest = NOTHING;
        int count = channel.read(buffer);
        if (count < 0) {
            close("the other side has closed the connection");
            return;
        }
        long now = System.nanoTime();
        byte[] octets = buffer.array();
        int to = buffer.position();
        try {
            int from = open ? 0 : handshake(octets, to);
            incoming.nanos = now;
            int left = open ? reader.read(octets, from, to, incoming) : 0;
            if (left < to && !closed) {
                rest = Arrays.copyOfRange(octets, left, to);
            }
        } catch (WireException unreadable) {
            close(unreadable.getMessage());
        }
    }

    /** Writes what waits, as far as the socket takes it. */
    void flush() throws IOException {
        flushQueued = false;
        if (closed || writer.size() == 0) {
            return;
        }
        writer.written(channel.write(ByteBuffer.wrap(writer.octets(), writer.from(), writer.size())));
        SelectionKey selected = channel.keyFor(loop.selector());
        int interest = writer.size() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (selected.interestOps() != interest) {
            selected.interestOps(interest);
        }
    }

    private void queueFlush() {
        if (!flushQueued) {
            flushQueued = true;
            loop.flushLater(this);
        }
    }

    /** @return where the first WebSocket frame begins, if the handshake is complete */
    private int handshake(byte[] octets, int to) throws WireException {
        String head = new String(octets, 0, to, StandardCharsets.ISO_8859_1);
        int end = head.indexOf(Handshake.END);
        if (end < 0) {
            return 0;
        }
        head = head.substring(0, end);
        if (client) {
            Handshake.checkResponse(head, key);
        } else {
            writer.raw(Handshake.response(head).getBytes(StandardCharsets.US_ASCII));
            queueFlush();
        }
        open = true;
        handler.opened(this);
        return end + Handshake.END.length();
    }

    private final class Incoming implements WebSocketReader.Receiver {

        private long nanos;

        @Override
        public void message(byte[] octets, int from, int to) throws WireException {
            if (!closed) {
                handler.message(Connection.this, octets, from, to, nanos);
            }
        }

        @Override
        public void ping(byte[] octets, int from, int to) {
            writer.frame(WebSocketWriter.PONG, octets, from, to - from);
            queueFlush();
        }

        @Override
        public void close(int code) {
            Connection.this.close("the other side has closed the WebSocket with code " + code);
        }
    }
}
