package org.distrisocks.devservices.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which process has a port of the loopback interface, as far as Linux tells it in proc(5). */
public final class PortHolder {

    private static final String UNKNOWN = "an unknown process";
    private static final Path PROC = Path.of("/proc");
    private static final List<InetAddress> HOSTS =
            List.of(InetAddress.ofLiteral(LoopbackPort.HOST), InetAddress.ofLiteral("::1"));

    /** Fields of a line of {@code /proc/net/tcp}: the local address, the state and the inode of the socket. */
    private static final int LOCAL = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    private record Entry(String protocol, String[] fields) {

        /** Whether a socket of a process is bound there. One that only waits out its time has no inode. */
        boolean isAt(int port) {
            String[] parts = fields[LOCAL].split(":", -1);
            return Integer.parseInt(parts[1], 16) == port && !fields[INODE].equals("0") && isLoopbackOrAny(parts[0]);
        }

        /** A server before a connection, and TCP before the UDP ports that {@link LoopbackPort#hold()} binds. */
        int rank() {
            return protocol.startsWith("udp") ? 2 : fields[STATE].equals(LISTEN) ? 0 : 1;
        }
    }

    private PortHolder() {}

    /**
     * Describes who has the port: {@code process 4711 (java)}, {@code a connection of process 4711 (curl)}, or
     * {@code an unknown process} if another user's process has it or this is not Linux.
     */
    public static String of(int port) {
        return Stream.of("tcp", "tcp6", "udp", "udp6")
                .flatMap(PortHolder::entries)
                .filter(entry -> entry.isAt(port))
                .min(Comparator.comparingInt(Entry::rank))
                .flatMap(PortHolder::process)
                .orElse(UNKNOWN);
    }

    private static Stream<Entry> entries(String protocol) {
        try {
            return Files.readAllLines(PROC.resolve("net").resolve(protocol)).stream()
                    .skip(1)
                    .map(line -> new Entry(protocol, line.strip().split("\\s+")));
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }

    private static Optional<String> process(Entry entry) {
        String socket = "socket:[" + entry.fields[INODE] + "]";
        String role = entry.rank() == 1 ? "a connection of " : "";
        return ProcessHandle.allProcesses()
                .filter(process -> hasOpen(process.pid(), socket))
                .findFirst()
                .map(process -> role + "process " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + Path.of(command).getFileName() + ")")
                                .orElse(""));
    }

    private static boolean hasOpen(long pid, String socket) {
        Path folder = PROC.resolve(Long.toString(pid)).resolve("fd");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException othersOrGone) {
            return false;
        }
    }

    /** The kernel prints an address as numbers of 32 bits, each in the byte order of the machine. */
    private static boolean isLoopbackOrAny(String hex) {
        ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < hex.length(); i += 8) {
            bytes.putInt(Integer.parseUnsignedInt(hex, i, i + 8, 16));
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes.array());
            return address.isAnyLocalAddress() || HOSTS.contains(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(hex, impossible);
        }
    }
}
