package org.distrisocks.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.PortHolder;

/** What is looked at before anything is started, so that the cause is told and not its consequence. */
public final class Preflight {

    private static final long NEEDED_MIB = 1024;

    private Preflight() {}

    /**
     * Reserves the pods' ports until this JVM ends, so that no connection of the services gets one before its pod does.
     *
     * @param services only named if a pod's port is taken: a server left by a killed run is ended before its port is checked
     * @throws LaunchException if one is taken, be it on IPv4 or on IPv6, since {@code localhost} may mean either; each
     *     further one is a suppressed exception
     */
    static void reserve(List<NeededPort> pods, List<NeededPort> services) {
        List<LaunchException> taken = new ArrayList<>();
        for (NeededPort port : pods) {
            if (isTaken(port) || !new LoopbackPort(port.number()).hold()) {
                taken.add(taken(port));
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        services.stream().filter(Preflight::isTaken).map(Preflight::taken).forEach(taken::add);
        LaunchException first = taken.removeFirst();
        taken.forEach(first::addSuppressed);
        throw first;
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

    private static LaunchException taken(NeededPort port) {
        return new LaunchException("port %d for %s is taken by %s: use %s for another one"
                .formatted(port.number(), port.purpose(), PortHolder.of(port.number()), port.setting()));
    }

    private static boolean isTaken(NeededPort port) {
        return isTaken("127.0.0.1", port) || isTaken("::1", port);
    }

    private static boolean isTaken(String host, NeededPort port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port.number()));
            return false;
        } catch (BindException notBound) {
            String reason = String.valueOf(notBound.getMessage());
            if (reason.contains("ermission denied")) {
                throw new LaunchException("port %d for %s may not be used by this user: use %s for another one"
                        .formatted(port.number(), port.purpose(), port.setting()));
            }
            // The other reason is a machine without this address.
            return reason.contains("in use");
        } catch (IOException noSuchAddress) {
            return false;
        }
    }
}
