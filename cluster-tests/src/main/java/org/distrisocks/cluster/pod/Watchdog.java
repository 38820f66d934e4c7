package org.distrisocks.cluster.pod;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Ends a pod when this JVM is killed and cannot do it: a shell that waits for the end of a pipe which only this JVM
 * holds open.
 */
final class Watchdog implements AutoCloseable {

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog over(long pid) throws IOException {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "trap '' INT; read -r never; kill -TERM " + pid + "; kill -CONT " + pid)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return new Watchdog(shell);
    }

    /** Calls it off. The number of the process that it watches may be given to another from now on. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
