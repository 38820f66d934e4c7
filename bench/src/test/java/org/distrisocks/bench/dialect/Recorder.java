package org.distrisocks.bench.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Queue;

/** Writes down what a session tells: {@code MESSAGE b.2 true}. */
record Recorder(Queue<String> told) implements Session.Listener {

    @Override
    public void seen(Mark mark, byte[] octets, int at, boolean repeat, long nanos) {
        int end = at;
        while (octets[end] > ' ' && octets[end] != '"') {
            end++;
        }
        told.add(mark + " " + new String(octets, at, end - at, StandardCharsets.UTF_8) + " " + repeat);
    }

    @Override
    public void refused(String problem) {
        told.add("refused " + problem);
    }

    @Override
    public void unknown() {
        told.add("unknown");
    }
}
