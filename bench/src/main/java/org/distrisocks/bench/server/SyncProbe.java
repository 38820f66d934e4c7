package org.distrisocks.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** How long this machine's disk takes to write a little and to sync it: what {@code artemis create} measures. */
final class SyncProbe {

    private static final int TRIES = 100;

    private SyncProbe() {}

    /** The median, in nanoseconds, in this folder. */
    static long nanos(Path folder) {
        Path file = folder.resolve("sync-probe");
        long[] times = new long[TRIES];
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(4096);
            for (int i = 0; i < TRIES; i++) {
                long begin = System.nanoTime();
                channel.write(block.clear(), (long) i * block.capacity());
                channel.force(false);
                times[i] = System.nanoTime() - begin;
            }
            Files.deleteIfExists(file);
        } catch (IOException notWritten) {
            throw new IllegalStateException(folder + " cannot be written: " + notWritten.getMessage(), notWritten);
        }
        Arrays.sort(times);
        return times[TRIES / 2];
    }
}
