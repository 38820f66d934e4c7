package org.distrisocks.cluster;

import java.io.PrintStream;
import java.util.Locale;

/** Lines for the person who waits, each with the seconds since the beginning. */
public final class Progress {

    private final PrintStream out;
    private final long begin = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String what) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.println(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, what));
        out.flush();
    }

    /** A line for programs, without the seconds. */
    public void sayPlainly(String line) {
        out.println(line);
        out.flush();
    }
}
