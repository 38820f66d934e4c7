package org.distrisocks.cluster.pod;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Signals of the operating system that Java has no call for. */
final class Signal {

    private Signal() {}

    /**
     * Sends it and returns when it is sent.
     *
     * @param name without {@code SIG}
     * @throws LaunchException if it cannot be sent
     */
    static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0) {
                throw new LaunchException("process " + pid + " does not take the signal " + name);
            }
        } catch (IOException notSent) {
            throw new LaunchException("the signal " + name + " cannot be sent: " + notSent.getMessage(), notSent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while sending the signal " + name);
        }
    }
}
