package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 */
record PodLines(Path file, long begin) {

    /** {@code 2026-12-01T04:14:36.820Z  WARN 15536 --- [distrisocks] [main] o.a.k.clients.ClientUtils : text}. */
    private static final Pattern LINE =
            Pattern.compile("^\\S+Z\\s+(WARN|ERROR) \\d+ --- (?:\\[[^\\]]*\\] )+(\\S+)\\s+: (.*)$");

    /** From now on. */
    static PodLines from(PodProcess pod) {
        try {
            Path file = pod.log().file();
            return new PodLines(file, Files.size(file));
        } catch (IOException unreadable) {
            throw new AssertionError("the log cannot be read", unreadable);
        }
    }

    /** All since the pod's start. */
    static PodLines sinceStart(PodProcess pod) {
        return new PodLines(pod.log().file(), pod.log().begin());
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

    void assertSaidOnce(String start, String then) {
        assertThat(all())
                .filteredOn(line -> line.contains(start) && line.contains(then))
                .as("lines with \"%s…%s\"", start, then)
                .hasSize(1);
    }

    /** Of what was logged within a minute, no logger has said one thing, whatever the numbers in it, more than once. */
    void assertQuiet() {
        assertThat(causes())
                .as("causes by their number of lines")
                .allSatisfy((cause, lines) -> assertThat(lines).isEqualTo(1));
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
