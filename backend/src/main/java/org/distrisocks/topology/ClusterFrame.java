package org.distrisocks.topology;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.distrisocks.inbox.InboxFigures.Latency;
import org.distrisocks.inbox.InboxFigures.Waiting;
import org.distrisocks.pod.Pod;
import org.distrisocks.pod.PodSighting;
import org.distrisocks.relay.TopicFigures;
import org.jspecify.annotations.Nullable;

/**
 * The body of a frame on {@code /topic/cluster}, and what operators get from {@code GET /api/topology}. What is null is not
 * known, since the server that knows it does not answer.
 *
 * @param podId of the pod that tells
 * @param pods by id; only this one if Redis does not answer
 * @param flows messages a second from pod to pod, the busiest first
 * @param leftOut how many pods more were seen of late, beside those that are told
 * @param parts whether {@code kafka}, {@code redis} and {@code postgresql} answer the pod that tells
 */
record ClusterFrame(
        Instant at,
        String podId,
        List<PodView> pods,
        List<Flow> flows,
        int leftOut,
        Map<String, Boolean> parts,
        @Nullable List<TopicFigures> topics,
        @Nullable Waiting inbox,
        @Nullable Latency latency) {

    static final int MOST_PODS = 100;
    private static final int MOST_FLOWS = 300;

    /** What a frame may show of a pod: it has a lease, it has one and tells nothing, or it has none. */
    enum State {
        LIVE,
        SILENT,
        GONE
    }

    /**
     * One pod.
     *
     * @param address host and port; empty if it does not say
     * @param epoch null if it is gone, as are {@code startedAt} and {@code leaseAgeMs}
     * @param lastSeen when its lease was renewed last
     * @param sessions null if it is not live, as are the rates
     */
    record PodView(
            String podId,
            State state,
            String address,
            @Nullable Long epoch,
            @Nullable Instant startedAt,
            Instant lastSeen,
            @Nullable Long leaseAgeMs,
            @Nullable Integer sessions,
            @Nullable Double accepted,
            @Nullable Double sent,
            @Nullable Double delivered) {

        static PodView of(PodSighting sighting, @Nullable PodFigures figures) {
            Pod pod = sighting.pod();
            if (pod == null) {
                return new PodView(
                        sighting.id().value(),
                        State.GONE,
                        "",
                        null,
                        null,
                        sighting.lastSeen(),
                        null,
                        null,
                        null,
                        null,
                        null);
            }
            // A pod that was killed and started again says nothing at first; what its old life told may still be there.
            PodFigures told = figures != null && figures.epoch() == pod.self().epoch() ? figures : null;
            return new PodView(
                    sighting.id().value(),
                    told == null ? State.SILENT : State.LIVE,
                    pod.address(),
                    pod.self().epoch(),
                    pod.startedAt(),
                    sighting.lastSeen(),
                    sighting.leaseAge().toMillis(),
                    told == null ? null : told.sessions(),
                    told == null ? null : rounded(told.accepted()),
                    told == null ? null : rounded(told.sent()),
                    told == null ? null : rounded(told.delivered()));
        }
    }

    /** Messages from one pod to the receivers on another, or on itself. */
    record Flow(String from, String to, double rate) {}

    /** The busiest of all flows that these pods tell of. */
    static List<Flow> flows(Map<String, PodFigures> figures) {
        return figures.entrySet().stream()
                .flatMap(pod -> pod.getValue().routed().entrySet().stream()
                        .map(to -> new Flow(pod.getKey(), to.getKey(), rounded(to.getValue()))))
                .sorted(Comparator.comparingDouble(Flow::rate)
                        .reversed()
                        .thenComparing(Flow::from)
                        .thenComparing(Flow::to))
                .limit(MOST_FLOWS)
                .toList();
    }

    private static double rounded(double rate) {
        return Math.round(rate * 10) / 10.0;
    }
}
