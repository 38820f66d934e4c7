package org.distrisocks.pod;

import org.distrisocks.identity.PodId;

/**
 * The names of this package's entries in Redis. All begin with one hash tag, so that a Redis Cluster keeps them in one slot:
 * scripts take several of them. There are a few for each pod and none for a user.
 */
final class PodKeys {

    private static final String TAG = "{pods}";

    /** Sorted set of the ids of all pods that may have a topic; the score is when, by Redis's clock in ms, each last lived. */
    static final String PODS = TAG + "seen";

    /** Lua: {@code now}, Redis's own clock in milliseconds, as text. */
    static final String NOW = """
            local time = redis.call('TIME')
            local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
            """;

    /** String, the token of the pod that sweeps up after dead ones just now, with a TTL. */
    static final String JANITOR = TAG + "janitor";

    /** String, the token of whoever is deleting what this dead pod left, with a TTL. */
    static String claim(PodId pod) {
        return TAG + "janitor:" + pod;
    }

    /** String {@code <epoch> <start time> <address>}, with a TTL. */
    static String lease(PodId pod) {
        return TAG + "pod:" + pod;
    }

    /** String, what this pod tells of itself, with a short TTL. */
    static String figures(PodId pod) {
        return TAG + "figures:" + pod;
    }

    /** String, the last epoch given to this pod id; no TTL, deleted when the pod is forgotten. */
    static String epoch(PodId pod) {
        return TAG + "epoch:" + pod;
    }

    private PodKeys() {}
}
