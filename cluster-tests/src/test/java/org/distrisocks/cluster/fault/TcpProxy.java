package org.distrisocks.cluster.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.distrisocks.devservices.service.LoopbackPort;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection's way from a client to a server of this machine, which can be made worse. Each fault takes the place
 * of the one before, for connections that are open as for new ones, until {@link #heal()}.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS_WAITING = 64;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    private final LoopbackPort port;
    private final LoopbackPort target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.FAIR;
    private volatile boolean closed;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    /**
     * @param delay of each octet, in each direction
     * @param octetsPerSecond of each connection, in each direction; 0: as many as there are
     * @param blackHole nothing goes through, and nobody is told
     */
    private record Weather(Duration delay, int octetsPerSecond, boolean blackHole) {
        static final Weather FAIR = new Weather(Duration.ZERO, 0, false);
    }

    private record Chunk(byte[] octets, long due) {}

    private TcpProxy(LoopbackPort port, LoopbackPort target) {
        this.port = port;
        this.target = target;
    }

    /** Listens on {@code port} for what is to go to {@code target}; nobody has to listen there yet. */
    public static TcpProxy between(LoopbackPort port, LoopbackPort target) {
        TcpProxy proxy = new TcpProxy(port, target);
        proxy.listen();
        return proxy;
    }

    /** How many ends of connections are open now. */
    int open() {
        return sockets.size();
    }

    public LoopbackPort port() {
        return port;
    }

    /** All is well again. */
    public void heal() {
        weather = Weather.FAIR;
        listen();
    }

    /** Closes what is open, and refuses new connections. */
    public synchronized void cut() {
        if (listener != null) {
            closeQuietly(listener);
            listener = null;
            // It refuses only when nobody waits for the next connection any more.
            joinQuietly(acceptor);
        }
        sockets.forEach(TcpProxy::closeQuietly);
    }

    /** Ends what is open with RST, and takes new connections. */
    public void reset() {
        Set<Socket> open = Set.copyOf(sockets);
        // All before the first is closed: whoever carries its octets closes the other end then, and that is to be by
        // RST too.
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // It is closed already.
            }
        }
        open.forEach(TcpProxy::closeQuietly);
    }

    /** Takes connections and octets, and lets nothing through; {@link #heal()} lets it go on. */
    public void blackHole() {
        weather = new Weather(Duration.ZERO, 0, true);
    }

    /** Everything comes so much later, in each direction. */
    public void delay(Duration time) {
        weather = new Weather(time, 0, false);
    }

    /** So much each second, for each connection and direction. */
    public void throttle(int octetsPerSecond) {
        weather = new Weather(Duration.ZERO, octetsPerSecond, false);
    }

    @Override
    public void close() {
        closed = true;
        cut();
    }

    private synchronized void listen() {
        if (listener != null || closed) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.ofLiteral(LoopbackPort.HOST), port.number()));
            listener = opened;
            acceptor = Thread.ofVirtual().name("proxy-" + port).start(() -> accept(opened));
        } catch (IOException taken) {
            throw new IllegalStateException("no proxy on " + port, taken);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException cut) {
                // Either it is closed, or the next one is asked for.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        sockets.add(server);
        try {
            awaitPassage();
            server.connect(new InetSocketAddress(InetAddress.ofLiteral(LoopbackPort.HOST), target.number()));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            carry(client, server);
            carry(server, client);
        } catch (IOException refused) {
            end(client, server);
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>(CHUNKS_WAITING);
        Thread writer = Thread.ofVirtual().start(() -> write(waiting, from, to));
        Thread.ofVirtual().start(() -> {
            try {
                byte[] buffer = new byte[CHUNK];
                for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
                    long due = System.nanoTime() + weather.delay().toNanos();
                    waiting.put(new Chunk(Arrays.copyOf(buffer, read), due));
                }
                waiting.put(new Chunk(new byte[0], -1));
            } catch (IOException broken) {
                writer.interrupt();
                end(from, to);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void write(BlockingQueue<Chunk> waiting, Socket from, Socket to) {
        try {
            for (Chunk chunk = waiting.take(); chunk.due != -1; chunk = waiting.take()) {
                awaitPassage();
                park(chunk.due - System.nanoTime());
                if (weather.octetsPerSecond() > 0) {
                    park(TimeUnit.SECONDS.toNanos(chunk.octets.length) / weather.octetsPerSecond());
                }
                to.getOutputStream().write(chunk.octets);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                end(from, to);
            }
        } catch (IOException | InterruptedException broken) {
            end(from, to);
        }
    }

    private void awaitPassage() throws IOException {
        while (weather.blackHole()) {
            LockSupport.parkNanos(TICK);
            if (closed) {
                throw new IOException("the proxy is closed");
            }
        }
    }

    private static void park(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void end(Socket... both) {
        for (Socket socket : both) {
            closeQuietly(socket);
            sockets.remove(socket);
        }
    }

    private static void joinQuietly(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception gone) {
            // It is closed, which is all that is wanted.
        }
    }
}
