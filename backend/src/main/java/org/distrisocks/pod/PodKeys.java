package org.distrisocks.pod;

import org.distrisocks.identity.PodId;

/** The names of this package's entries in Redis. */
final class PodKeys {

    /** Set of the ids of all pods that have, or lately had, a lease. */
    static final String PODS = "pods";

    /** String {@code <epoch> <start time> <address>}, with a TTL. */
    static String lease(PodId pod) {
        return "pod:" + pod;
    }

    /** String, the last epoch given to this pod id; no TTL. */
    static String epoch(PodId pod) {
        return "epoch:" + pod;
    }

    private PodKeys() {}
}
