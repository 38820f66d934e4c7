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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.pod.PodExtras;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pods whose clocks are wrong, by Debian's {@code libfaketime}. */
@FaultTest
class ClockIT {

    private final FaultCluster cluster;

    ClockIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @Tag("long")
    void keepsEveryPromiseWhenOnePodIsTwoHoursAheadAndAnotherTwoHoursBehind() throws IOException {
        List<PodExtras> clocks = List.of(wrongClock("+2h"), wrongClock("-2h"));
        IntStream.of(0, 1).parallel().forEach(one -> cluster.pod(one + 1).restart(clocks.get(one)));
        assertThat(hoursOff(1)).as("hours by which the clock of pod-1 is off").isEqualTo(2);
        assertThat(hoursOff(2)).as("hours by which the clock of pod-2 is off").isEqualTo(-2);
        try (Traffic traffic = cluster.traffic().pairs(6).start()) {
            traffic.rate(100);
            traffic.runFor(Duration.ofSeconds(3));

            Verdict verdict = traffic.settle();
            System.out.println("clocks two hours ahead and behind: " + verdict);
            assertThat(verdict.faults()).isEmpty();
        }
    }

    /** By the time that the pod writes into its log. */
    private long hoursOff(int pod) throws IOException {
        String line = Files.readAllLines(cluster.pod(pod).log().file()).stream()
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
            return PodExtras.environment(environment);
        }
    }
}
