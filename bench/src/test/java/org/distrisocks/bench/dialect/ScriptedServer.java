package org.distrisocks.bench.dialect;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.EventLoop;
import org.distrisocks.bench.wire.MessageHandler;

/** Takes one WebSocket and keeps what is said on it. */
record ScriptedServer(Queue<Connection> accepted, Queue<String> heard) implements MessageHandler {

    /** Opens one and connects a session to it. */
    static void open(EventLoop loop, Queue<Connection> accepted, Queue<String> heard, Session session)
            throws IOException {
        int port = loop.listen(() -> new ScriptedServer(accepted, heard));
        loop.connect(URI.create("ws://127.0.0.1:" + port + "/path?a=b"), null, session);
    }

    /** Says something to the other end. */
    static void say(EventLoop loop, Connection server, String text) {
        loop.execute(() -> server.send(text));
    }

    /** What was heard next; "null" if it is nothing for five seconds. */
    static String next(BlockingQueue<String> queue) throws InterruptedException {
        return String.valueOf(queue.poll(5, TimeUnit.SECONDS));
    }

    @Override
    public void opened(Connection connection) {
        accepted.add(connection);
    }

    @Override
    public void message(Connection connection, byte[] octets, int from, int to, long nanos) {
        heard.add(new String(octets, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void closed(Connection connection, String reason) {}
}
