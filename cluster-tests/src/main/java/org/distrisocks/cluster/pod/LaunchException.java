package org.distrisocks.cluster.pod;

/** A cluster, or a part of it, cannot be started. The message is one line that says what and why. */
public final class LaunchException extends RuntimeException {

    public LaunchException(String message) {
        super(oneLine(message));
    }

    public LaunchException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
