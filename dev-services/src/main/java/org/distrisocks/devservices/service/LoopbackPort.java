package org.distrisocks.devservices.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port on 127.0.0.1.
 *
 * <p>Chosen ports lie from 20000 to 31999, below the range that the system hands to outgoing connections: a service that
 * is down for a while finds its port still free.
 *
 * @param number 1 to 65535
 */
public record LoopbackPort(int number) {

    /** The one address that services of this machine listen on. */
    public static final String HOST = "127.0.0.1";

    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 200;

    public LoopbackPort {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + number);
        }
    }

    /** The wanted port, or a free one if {@code wanted} is 0. A wanted port is not tried here. */
    public static LoopbackPort wantedOrFree(int wanted) {
        return wanted == 0 ? free() : new LoopbackPort(wanted);
    }

    /**
     * A port on which nobody listens now.
     *
     * @throws IllegalStateException if none of 200 tries was free
     */
    public static LoopbackPort free() {
        for (int i = 0; i < TRIES; i++) {
            LoopbackPort port = new LoopbackPort(ThreadLocalRandom.current().nextInt(FIRST, END));
            if (port.isFree()) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found on " + HOST + " from " + FIRST + " to " + (END - 1));
    }

    /**
     * Checks that the service can listen here, so that a taken port is named as such and not as a start that failed.
     *
     * @throws DevServiceException if the port is taken
     */
    public void requireFree(String service) {
        if (!isFree()) {
            throw new DevServiceException(service, "port " + number + " on " + HOST + " is taken");
        }
    }

    /** Written {@code 127.0.0.1:9092}. */
    @Override
    public String toString() {
        return HOST + ':' + number;
    }

    private boolean isFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), number));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
