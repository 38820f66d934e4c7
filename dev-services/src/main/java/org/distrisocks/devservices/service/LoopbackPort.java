package org.distrisocks.devservices.service;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A TCP port on 127.0.0.1.
 *
 * @param number 1 to 65535
 */
public record LoopbackPort(int number) {

    /** The one address that services of this machine listen on. */
    public static final String HOST = "127.0.0.1";

    private static final int FIRST = 20_000;
    private static final int END = 65_536;
    private static final int TRIES = 200;

    private static final OutgoingPorts OUTGOING = OutgoingPorts.ofThisSystem();
    private static final int[] CANDIDATES = candidates();

    /** Sockets that keep ports for this JVM; the kernel closes them when it ends, also when it is killed. */
    private static final Queue<Closeable> KEPT = new ConcurrentLinkedQueue<>();

    public LoopbackPort {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + number);
        }
    }

    /** The wanted port, or a reserved one if {@code wanted} is 0. A wanted port is neither tried nor reserved here. */
    public static LoopbackPort wantedOrReserved(int wanted) {
        return wanted == 0 ? reserve() : new LoopbackPort(wanted);
    }

    /**
     * A port that this JVM has for itself until it ends, whether anybody listens on it or not: see {@link #hold()}.
     *
     * @throws IllegalStateException if none of 200 tries succeeded
     */
    public static LoopbackPort reserve() {
        for (int i = 0; i < TRIES; i++) {
            LoopbackPort port =
                    new LoopbackPort(CANDIDATES[ThreadLocalRandom.current().nextInt(CANDIDATES.length)]);
            if (port.hold()) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found on " + HOST + " from " + FIRST + " to " + (END - 1));
    }

    /**
     * Reserves this port until this JVM ends. The server that is meant for it can listen on it and stop again at any time.
     *
     * <ul>
     *   <li>No other JVM reserves it: the UDP port of the same number is the lock, which this JVM keeps bound.
     *   <li>No outgoing connection gets it: the kernel gives those other ports. Where it would not, and on Linux, a TCP
     *       socket is bound here that does not listen. Linux lets a server listen beside it if both have SO_REUSEADDR.
     * </ul>
     *
     * @return false if the port is taken or reserved
     */
    public boolean hold() {
        return isFree() && lock() && (!OUTGOING.contains(number) || keepFromConnections());
    }

    /** Whether a server could listen here now. */
    public boolean isFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address());
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Checks that the service can listen here, so that a taken port is named as such and not as a start that failed.
     *
     * @throws DevServiceException if the port is taken
     */
    public void requireFree(String service) {
        if (!isFree()) {
            throw new DevServiceException(
                    service, "port " + number + " on " + HOST + " is taken by " + PortHolder.of(number));
        }
    }

    /** Written {@code 127.0.0.1:9092}. */
    @Override
    public String toString() {
        return HOST + ':' + number;
    }

    private boolean lock() {
        try {
            return KEPT.add(new DatagramSocket(address()));
        } catch (IOException reserved) {
            return false;
        }
    }

    private boolean keepFromConnections() {
        if (!OutgoingPorts.isLinux()) {
            return true;
        }
        try {
            Socket bound = new Socket();
            bound.setReuseAddress(true);
            bound.bind(address());
            return KEPT.add(bound);
        } catch (IOException taken) {
            return false;
        }
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(HOST), number);
    }

    /** All ports from 20000, if the kernel leaves none to servers. */
    private static int[] candidates() {
        int[] outside = IntStream.range(FIRST, END)
                .filter(number -> !OUTGOING.contains(number))
                .toArray();
        return outside.length < TRIES ? IntStream.range(FIRST, END).toArray() : outside;
    }
}
