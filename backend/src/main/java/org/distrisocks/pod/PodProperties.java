package org.distrisocks.pod;

import java.time.Duration;
import org.distrisocks.identity.PodId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.pod.*}.
 *
 * @param id this pod's id and the name of its Kafka topic; no two running pods may share it
 * @param address where other people find this pod, shown in the topology; free text
 * @param leaseTtl how long a pod that says nothing more counts as alive
 * @param leaseRenewal how often the lease is renewed; well below {@code leaseTtl}
 */
@ConfigurationProperties("distrisocks.pod")
record PodProperties(
        PodId id,
        @DefaultValue("") String address,
        @DefaultValue("10s") Duration leaseTtl,
        @DefaultValue("3s") Duration leaseRenewal) {

    PodProperties {
        if (!leaseRenewal.isPositive()) {
            throw new IllegalArgumentException("distrisocks.pod.lease-renewal must be longer than nothing");
        }
        if (leaseRenewal.multipliedBy(2).compareTo(leaseTtl) > 0) {
            throw new IllegalArgumentException(
                    "distrisocks.pod.lease-renewal must be at most half of distrisocks.pod.lease-ttl");
        }
    }
}
