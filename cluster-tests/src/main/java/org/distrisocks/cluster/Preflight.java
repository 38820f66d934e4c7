package org.distrisocks.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.distrisocks.cluster.pod.LaunchException;

/** What is looked at before anything is started, so that the cause is told and not its consequence. */
public final class Preflight {

    private static final long NEEDED_MIB = 1024;

    private Preflight() {}

    /**
     * Checks that nobody listens on these ports, be it on IPv4 or on IPv6: {@code localhost} may mean either.
     *
     * @throws LaunchException if one is taken
     */
    static void requireFreePorts(int first, int count) {
        for (int port = first; port < first + count; port++) {
            for (String host : List.of("127.0.0.1", "::1")) {
                if (isTaken(host, port)) {
                    throw new LaunchException("port " + port + " is taken: use --port for another one");
                }
            }
        }
    }

    /**
     * Checks that there is 1 GiB of room.
     *
     * @throws LaunchException if there is less, or the folder cannot be made
     */
    public static void requireRoom(Path folder) {
        try {
            long free = Files.getFileStore(Files.createDirectories(folder)).getUsableSpace() >> 20;
            if (free < NEEDED_MIB) {
                throw new LaunchException(
                        "no space: %s has %d MiB free and needs %d".formatted(folder, free, NEEDED_MIB));
            }
        } catch (IOException notUsable) {
            throw new LaunchException(folder + " cannot be used: " + notUsable, notUsable);
        }
    }

    private static boolean isTaken(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
            return false;
        } catch (BindException notBound) {
            String reason = String.valueOf(notBound.getMessage());
            if (reason.contains("ermission denied")) {
                throw new LaunchException("port " + port + " may not be used by this user: use --port for another one");
            }
            // The other reason is a machine without this address.
            return reason.contains("in use");
        } catch (IOException noSuchAddress) {
            return false;
        }
    }
}
