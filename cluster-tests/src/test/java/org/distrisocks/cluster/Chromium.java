package org.distrisocks.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the browser. */
final class Chromium {

    static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private static final List<String> NAMES = List.of(
            "chromium-headless-shell",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome");
    private static final String MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

    private Chromium() {}

    /**
     * The program in {@code distrisocks.chromium}, else one on the PATH.
     *
     * @throws IllegalStateException if there is none: a test that needs it must not pass in silence
     */
    static Path find() {
        String given = System.getProperty("distrisocks.chromium", "");
        if (!given.isBlank()) {
            return requireProgram(Path.of(given));
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(
                        NAMES.stream()
                                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator))
                                        .map(folder -> Path.of(folder, name))),
                        Stream.of(Path.of(MAC)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium found on the PATH: ./verify fetches one, or"
                        + " give it by -Ddistrisocks.chromium=PATH"));
    }

    private static Path requireProgram(Path program) {
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("distrisocks.chromium is not a program: " + program);
        }
        return program;
    }
}
