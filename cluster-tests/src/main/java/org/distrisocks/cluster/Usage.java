package org.distrisocks.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How to use a command. The texts are files, so that {@code ./run --help} can show them before anything is built. */
public final class Usage {

    private Usage() {}

    /**
     * The text of {@code NAME-usage.txt}.
     *
     * @param owner a class of the package where it lies
     */
    public static String of(Class<?> owner, String command) {
        try (InputStream text = owner.getResourceAsStream(command + "-usage.txt")) {
            if (text == null) {
                throw new IllegalArgumentException("no usage of " + command);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
