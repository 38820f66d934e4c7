package org.distrisocks.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page in Markdown of which parts are written by this program: those between {@code <!-- begin NAME -->} and
 * {@code <!-- end NAME -->}. All else stays as it is.
 */
public final class Page {

    private final Path file;

    public Page(Path file) {
        this.file = file;
    }

    /**
     * Writes one part anew.
     *
     * @throws IllegalStateException if the page does not have the two marks, or cannot be written
     */
    public void replace(String name, String text) {
        String begin = "<!-- begin " + name + " -->";
        String end = "<!-- end " + name + " -->";
        try {
            String page = Files.readString(file);
            int from = page.indexOf(begin);
            int to = page.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalStateException(file + " has no '" + begin + "' with '" + end + "' behind it");
            }
            Files.writeString(
                    file, page.substring(0, from + begin.length()) + "\n" + text.strip() + "\n" + page.substring(to));
        } catch (IOException notWritten) {
            throw new IllegalStateException(file + " cannot be written: " + notWritten.getMessage(), notWritten);
        }
    }
}
