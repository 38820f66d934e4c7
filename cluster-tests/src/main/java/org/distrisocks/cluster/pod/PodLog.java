package org.distrisocks.cluster.pod;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a pod wrote since its last start.
 *
 * @param file standard output and standard error of the pod, from all its starts
 * @param begin where the last start begins, in bytes
 */
public record PodLog(Path file, long begin) {

    private static final int LONGEST = 400;

    /**
     * The line that best explains why the pod is not well: the JVM's message when memory is exhausted, else Spring Boot's
     * description of a failed start, else the deepest {@code Caused by}, else the last error, else the last line;
     * {@code it wrote nothing} if there is none.
     */
    public String reason() {
        List<String> lines;
        try {
            // Bytes of another charset must not hide the reason.
            lines = new String(bytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            return "its log cannot be read: " + unreadable.getMessage();
        }
        String reason = lastWith(lines, "Terminating due to java.lang.OutOfMemoryError")
                .or(() -> bootDescription(lines))
                .or(() -> lastWith(lines, "Caused by: "))
                .or(() -> lastWith(lines, " ERROR "))
                .or(() -> lastWith(lines, ""))
                .orElse("it wrote nothing")
                .strip();
        return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
    }

    private byte[] bytes() throws IOException {
        try (InputStream log = Files.newInputStream(file)) {
            log.skip(begin);
            return log.readAllBytes();
        }
    }

    private static Optional<String> bootDescription(List<String> lines) {
        int failed = lines.lastIndexOf("APPLICATION FAILED TO START");
        if (failed < 0) {
            return Optional.empty();
        }
        List<String> description = lines.subList(failed, lines.size()).stream()
                .dropWhile(line -> !line.equals("Description:"))
                .skip(1)
                .dropWhile(String::isBlank)
                .takeWhile(line -> !line.startsWith("Action:"))
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        return description.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", description));
    }

    private static Optional<String> lastWith(List<String> lines, String text) {
        return lines.reversed().stream()
                .filter(line -> !line.isBlank() && line.contains(text))
                .findFirst();
    }
}
