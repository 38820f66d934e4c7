package org.distrisocks.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import org.distrisocks.identity.PodEpoch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What Redis says of a user, read: {@code pod@epoch pod@epoch}. */
public class PresenceBenchmark extends HotSpot {

    @Param({"distrisocks-0@1764000000000", "distrisocks-0@1764000000000 distrisocks-17@1764000000001"})
    public String entries = "";

    @Benchmark
    public List<PodEpoch> parse() {
        List<PodEpoch> pods = new ArrayList<>();
        for (String entry : entries.split(" ", -1)) {
            pods.add(PodEpoch.parse(entry));
        }
        return pods;
    }
}
