package org.distrisocks.bench;

import java.io.Console;
import java.io.PrintStream;

/** One line of a terminal that is written again and again; nothing where there is no terminal. */
final class LiveLine {

    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;

    LiveLine(PrintStream out) {
        this.out = out;
        Console console = System.console();
        this.terminal = console != null && console.isTerminal();
    }

    void show(String text) {
        if (terminal) {
            out.print(CLEAR + text);
            out.flush();
        }
    }

    /** Leaves the line to others. */
    void clear() {
        show("");
    }
}
