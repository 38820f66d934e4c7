package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.distrisocks.cluster.pod.PodProcess;

/**
 * What a pod logs from a moment on.
 *
 * @param begin where it begins, in bytes
 * @param since when that was; {@link System#nanoTime()}
 */
record PodLines(Path file, long begin, long since) {

    /** {@code 2026-12-01T04:14:36.820Z  WARN 15536 --- [distrisocks] [main] o.a.k.clients.ClientUtils : text}. */
    private static final Pattern LINE =
            Pattern.compile("^\\S+Z\\s+(WARN|ERROR) \\d+ --- (?:\\[[^\\]]*\\] )+(\\S+)\\s+: (.*)$");

    /** From now on. */
    static PodLines from(PodProcess pod) {
        try {
            Path file = pod.log().file();
            return new PodLines(file, Files.size(file), System.nanoTime());
        } catch (IOException unreadable) {
            throw new AssertionError("the log cannot be read", unreadable);
        }
    }

    /** All since the pod's start, which was just now. */
    static PodLines sinceStart(PodProcess pod) {
        return new PodLines(pod.log().file(), pod.log().begin(), System.nanoTime());
    }

    List<String> all() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(Arrays.copyOfRange(bytes, Math.toIntExact(begin), bytes.length), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError("the log cannot be read", unreadable);
        }
    }

    /** There is one such line, or comes within seconds: a line is written after the state has changed. */
    void assertSaidOnce(String start, String then) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(all())
                        .filteredOn(line -> line.contains(start) && line.contains(then))
                        .as("lines with \"%s…%s\"", start, then)
                        .hasSize(1));
    }

    /** No logger has said one thing, whatever the numbers in it, more than once a minute. */
    void assertQuiet() {
        long most = 1 + Duration.ofNanos(System.nanoTime() - since).toMinutes();
        assertThat(causes())
                .as("causes by their number of lines")
                .allSatisfy((cause, lines) -> assertThat(lines).isLessThanOrEqualTo(most));
    }

    /** The warnings and errors, by logger and text without its ids and numbers, each with its number of lines. */
    Map<String, Long> causes() {
        return all().stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(
                        line -> line.group(2) + ": "
                                + line.group(3)
                                        .replaceFirst("^\\[[^\\]]*\\] ", "")
                                        .replaceAll("\\d+", "#"),
                        Collectors.counting()));
    }
}
