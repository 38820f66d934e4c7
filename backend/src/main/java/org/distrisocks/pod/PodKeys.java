package org.distrisocks.pod;

import org.distrisocks.identity.PodId;

/** The names of this package's entries in Redis. */
final class PodKeys {

    /** Sorted set of the ids of all pods that may have a topic; the score is when, by Redis's clock in ms, each last lived. */
    static final String PODS = "pods-seen";

    /** Lua: {@code now}, Redis's own clock in milliseconds, as text. */
    static final String NOW = """
            local time = redis.call('TIME')
            local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
            """;

    /** String, the token of the pod that sweeps up after dead ones just now, with a TTL. */
    static final String JANITOR = "janitor";

    /** String, the token of whoever is deleting what this dead pod left, with a TTL. */
    static String claim(PodId pod) {
        return "janitor:" + pod;
    }

    /** String {@code <epoch> <start time> <address>}, with a TTL. */
    static String lease(PodId pod) {
        return "pod:" + pod;
    }

    /** String, what this pod tells of itself, with a short TTL. */
    static String figures(PodId pod) {
        return "figures:" + pod;
    }

    /** String, the last epoch given to this pod id; no TTL. */
    static String epoch(PodId pod) {
        return "epoch:" + pod;
    }

    private PodKeys() {}
}
