package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.pod.PodExtras;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod whose clock is wrong, by Debian's {@code libfaketime}. */
@ExtendWith(OnSharedCluster.class)
class ClockIT {

    private final FaultCluster cluster;

    ClockIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @ParameterizedTest
    @ValueSource(strings = {"+2h", "-2h"})
    void keepsEveryPromiseWhenThePodsClockIsOffBy(String offset) throws IOException {
        cluster.pod(1).restart(wrongClock(offset));
        assertThat(hoursOff()).as("hours by which the pod's clock is off").isEqualTo(offset.startsWith("+") ? 2 : -2);
        try (Traffic traffic = cluster.traffic().pairs(6).start()) {
            traffic.rate(100);
            traffic.runFor(Duration.ofSeconds(3));

            Verdict verdict = traffic.settle();
            System.out.println("clock off by " + offset + ": " + verdict);
            assertThat(verdict.faults()).isEmpty();
        }
    }

    /** By the time that it writes into its log. */
    private long hoursOff() throws IOException {
        String line = Files.readAllLines(Path.of("target", "faults", "pod-1.log")).stream()
                .filter(logged -> logged.contains(" is alive"))
                .reduce((_, later) -> later)
                .orElseThrow();
        Instant written = Instant.parse(line.substring(0, line.indexOf(' ')));
        return Math.round(Duration.between(Instant.now(), written).toMinutes() / 60.0);
    }

    private static PodExtras wrongClock(String offset) throws IOException {
        Path libraries = Path.of("/usr/lib");
        try (Stream<Path> folders = Files.list(libraries)) {
            List<Path> found = folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .toList();
            if (found.isEmpty()) {
                System.out.println("SKIPPED: no libfaketime: apt-get install faketime, and pods get wrong clocks");
                return abort("libfaketime is not installed (apt-get install faketime)");
            }
            // Without the last three, timed waits of the JVM return at once, and it spins.
            Map<String, String> environment = Map.of(
                    "LD_PRELOAD",
                    found.getFirst().toString(),
                    "FAKETIME",
                    offset,
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1",
                    "FAKETIME_FORCE_MONOTONIC_FIX",
                    "0",
                    "DONT_FAKE_MONOTONIC",
                    "1");
            return new PodExtras(List.of(), environment, Map.of());
        }
    }
}
