package org.distrisocks.pod;

import java.time.Instant;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;

/**
 * One running pod, as its lease tells it.
 *
 * @param self id and epoch
 * @param address host and port of its clients' endpoint, for example {@code 10.0.0.7:8080}; empty if unknown
 * @param startedAt when this epoch began, by the pod's own clock
 */
public record Pod(PodEpoch self, String address, Instant startedAt) {

    public PodId id() {
        return self.pod();
    }

    String toLease() {
        return self.epoch() + " " + startedAt + " " + address;
    }

    static Pod fromLease(PodId id, String lease) {
        String[] parts = lease.split(" ", 3);
        return new Pod(new PodEpoch(id, Long.parseLong(parts[0])), parts[2], Instant.parse(parts[1]));
    }
}
