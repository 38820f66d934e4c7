package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a process's log file the line that says why it failed. */
final class LogTail {

    private static final Pattern TROUBLE =
            Pattern.compile("fatal|panic|error|can't|could not|cannot", Pattern.CASE_INSENSITIVE);

    private LogTail() {}

    /** The last line that speaks of trouble, else the last line, else a word that there is none. */
    static String reason(Path logFile) {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(logFile), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            return "its log cannot be read: " + unreadable.getMessage();
        }
        return lines.reversed().stream()
                .filter(line -> TROUBLE.matcher(line).find())
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .orElse("it wrote no log")
                .strip();
    }
}
