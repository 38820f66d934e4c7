package org.distrisocks.bench.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread with a selector for all connections. Each turn reads what has come, runs what was asked for, and then
 * writes once to each connection that has something to say.
 */
public final class EventLoop implements AutoCloseable {

    private static final int BUFFER = 2 * WebSocketReader.LARGEST;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Connection> toFlush = new ArrayDeque<>();
    private volatile @Nullable Throwable failure;
    private volatile Runnable eachTurn = () -> {};
    private volatile boolean stopped;

    /** Starts the thread. */
    public EventLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException noSelector) {
            throw new UncheckedIOException(noSelector);
        }
        Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /**
     * Opens a WebSocket. Returns at once; the handler is told what comes of it.
     *
     * @param url for example {@code ws://127.0.0.1:8080/ws}
     * @param from the local address; null: any
     */
    public void connect(URI url, @Nullable InetSocketAddress from, MessageHandler handler) {
        execute(() -> {
            try {
                SocketChannel channel = configured(SocketChannel.open());
                Opening opening = new Opening(new Connection(this, channel, handler, true), url);
                try {
                    if (from != null) {
                        channel.bind(from);
                    }
                    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, opening);
                    if (channel.connect(new InetSocketAddress(url.getHost(), url.getPort()))) {
                        connected(key);
                    }
                } catch (IOException refused) {
                    opening.connection.close(opening.failure(refused));
                }
            } catch (IOException noSocket) {
                throw new UncheckedIOException(noSocket);
            }
        });
    }

    /**
     * Takes WebSockets on any free port of 127.0.0.1.
     *
     * @return the port
     */
    public int listen(Supplier<MessageHandler> handlers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024)
                .configureBlocking(false);
        execute(() -> {
            try {
                server.register(selector, SelectionKey.OP_ACCEPT, handlers);
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        });
        return server.socket().getLocalPort();
    }

    /** Runs this once, in the thread of the loop. */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs this in each turn from now on, before writing. */
    public void eachTurn(Runnable task) {
        eachTurn = task;
        selector.wakeup();
    }

    /** Makes a turn. May be called by any thread. */
    public void wakeup() {
        selector.wakeup();
    }

    /** @throws IllegalStateException if the thread has ended by a failure */
    public void requireAlive() {
        Throwable reason = failure;
        if (reason != null) {
            throw new IllegalStateException("the load generator has failed: " + reason.getMessage(), reason);
        }
    }

    /** Ends the thread and all connections without a word. */
    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
    }

    Selector selector() {
        return selector;
    }

    void flushLater(Connection connection) {
        toFlush.add(connection);
    }

    private void run() {
        try {
            while (!stopped) {
                selector.select(this::ready, 100);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                eachTurn.run();
                for (Connection next = toFlush.poll(); next != null; next = toFlush.poll()) {
                    flush(next);
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException | RuntimeException broken) {
            failure = broken;
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            try {
                if (key.isReadable()) {
                    connection.readable(buffer);
                }
                if (key.isValid() && key.isWritable()) {
                    connection.flush();
                }
            } catch (IOException broken) {
                connection.close("the connection broke: " + broken.getMessage());
            }
        } else if (key.isConnectable()) {
            connected(key);
        } else {
            accept(key);
        }
    }

    private static void flush(Connection connection) {
        try {
            connection.flush();
        } catch (IOException broken) {
            connection.close("the connection broke: " + broken.getMessage());
        }
    }

    private void connected(SelectionKey key) {
        Opening opening = (Opening) key.attachment();
        try {
            if (((SocketChannel) key.channel()).finishConnect()) {
                key.attach(opening.connection);
                key.interestOps(SelectionKey.OP_READ);
                opening.connection.connected(opening.url.getAuthority(), opening.path());
            }
        } catch (IOException refused) {
            opening.connection.close(opening.failure(refused));
        }
    }

    @SuppressWarnings("unchecked")
    private void accept(SelectionKey key) {
        try {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                MessageHandler handler = ((Supplier<MessageHandler>) key.attachment()).get();
                Connection connection = new Connection(this, configured(channel), handler, false);
                channel.register(selector, SelectionKey.OP_READ, connection);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static SocketChannel configured(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** A connection that does not stand yet. */
    private record Opening(Connection connection, URI url) {

        String path() {
            return url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + '?' + url.getRawQuery();
        }

        String failure(IOException reason) {
            return "no connection to " + url + ": " + reason.getMessage();
        }
    }
}
