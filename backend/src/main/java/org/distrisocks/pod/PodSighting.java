package org.distrisocks.pod;

import java.time.Duration;
import java.time.Instant;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;

/**
 * What Redis knows of a pod id.
 *
 * @param lastSeen when its lease was renewed last, by Redis's clock
 * @param pod as its lease tells it; null if it has none, and so is gone
 * @param leaseAge for how long the lease has not been renewed; zero if there is none
 * @param figures as {@link PodBoard#tell} was given them; null if the pod has not told any for some seconds
 */
public record PodSighting(
        PodId id,
        Instant lastSeen,
        @Nullable Pod pod,
        Duration leaseAge,
        @Nullable String figures) {}
