package org.distrisocks.topology;

import java.time.Instant;
import java.util.List;
import org.distrisocks.pod.PodDirectory;
import org.distrisocks.session.SessionRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which pods there are. */
@RestController
class TopologyController {

    private final PodDirectory pods;
    private final SessionRegistry sessions;

    TopologyController(PodDirectory pods, SessionRegistry sessions) {
        this.pods = pods;
        this.sessions = sessions;
    }

    /**
     * The cluster as the answering pod sees it.
     *
     * @param podId of the pod that answers
     * @param sessions connected to that pod
     * @param pods all that are alive, by id
     */
    record Topology(String podId, int sessions, List<PodView> pods) {}

    /**
     * One pod.
     *
     * @param address host and port; empty if it does not say
     */
    record PodView(String podId, long epoch, String address, Instant startedAt) {}

    @GetMapping("/api/topology")
    Topology topology() {
        return new Topology(
                pods.self().id().value(),
                sessions.count(),
                pods.all().stream()
                        .map(pod -> new PodView(pod.id().value(), pod.self().epoch(), pod.address(), pod.startedAt()))
                        .toList());
    }
}
