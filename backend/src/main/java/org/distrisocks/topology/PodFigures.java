package org.distrisocks.topology;

import java.util.Map;

/**
 * What a pod tells of itself once a second. All rates are per second, over the time since the last telling.
 *
 * @param epoch of the pod that tells
 * @param accepted messages that it has committed
 * @param sent messages that its ledger has moved to SENT
 * @param delivered the same for DELIVERED
 * @param routed messages that it has put on the way, by the receiver's pod; only where there were some
 * @param parts for {@code kafka}, {@code redis} and {@code postgresql}, whether each answers this pod
 */
record PodFigures(
        long epoch,
        int sessions,
        double accepted,
        double sent,
        double delivered,
        Map<String, Double> routed,
        Map<String, Boolean> parts) {}
