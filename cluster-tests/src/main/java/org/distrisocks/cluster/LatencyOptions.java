package org.distrisocks.cluster;

import org.distrisocks.cluster.RunOptions.Arguments;

/**
 * The arguments of {@code ./run latency}.
 *
 * @param messages how many are measured, 1 or more
 * @param help only tell how to use it
 */
record LatencyOptions(int messages, boolean help) {

    LatencyOptions {
        if (messages < 1) {
            throw new IllegalArgumentException("--messages is 1 or more, not " + messages);
        }
    }

    /**
     * @throws IllegalArgumentException if an argument is unknown or wrong; the message names it
     */
    static LatencyOptions parse(String... args) {
        int messages = 1000;
        boolean help = false;
        Arguments left = new Arguments(args);
        while (left.next() instanceof String name) {
            switch (name) {
                case "--messages" -> messages = left.wholeNumber();
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        return new LatencyOptions(messages, help);
    }
}
