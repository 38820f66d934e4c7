package org.distrisocks.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.distrisocks.identity.PodId;
import org.distrisocks.inbox.InboxFigures;
import org.distrisocks.inbox.InboxFigures.Latency;
import org.distrisocks.inbox.InboxFigures.Waiting;
import org.distrisocks.pod.Pod;
import org.distrisocks.pod.PodBoard;
import org.distrisocks.pod.PodSighting;
import org.distrisocks.relay.TopicFigures;
import org.distrisocks.relay.TopicWatch;
import org.distrisocks.topology.ClusterFrame.PodView;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts together what all pods tell of themselves and what the servers tell of the messages. */
@Component
class ClusterView {

    private final PodBoard board;
    private final Pod self;
    private final FiguresTeller own;
    private final JsonMapper json;
    private final Latest<List<TopicFigures>> topics;
    private final Latest<Waiting> inbox;
    private final Latest<Latency> latency;
    private volatile List<PodId> lastSeen = List.of();

    ClusterView(PodBoard board, Pod self, FiguresTeller own, JsonMapper json, TopicWatch topics, InboxFigures inbox) {
        this.board = board;
        this.self = self;
        this.own = own;
        this.json = json;
        this.topics = new Latest<>("topics", () -> topics.read(lastSeen));
        this.inbox = new Latest<>("inbox", inbox::waiting);
        this.latency = new Latest<>("latency", inbox::latency);
    }

    /** As things stand now, or stood a second ago. Takes no longer than Redis takes to answer. */
    ClusterFrame frame() {
        List<PodSighting> seen = sightings();
        List<PodSighting> told = seen.stream()
                .limit(ClusterFrame.MOST_PODS)
                .sorted(Comparator.comparing(pod -> pod.id().value()))
                .toList();
        lastSeen = told.stream().map(PodSighting::id).toList();
        Map<String, PodFigures> figures = new TreeMap<>();
        told.forEach(pod -> {
            if (pod.figures() != null) {
                figures.put(pod.id().value(), json.readValue(pod.figures(), PodFigures.class));
            }
        });
        return new ClusterFrame(
                Instant.now(),
                self.id().value(),
                told.stream()
                        .map(pod -> PodView.of(pod, figures.get(pod.id().value())))
                        .toList(),
                ClusterFrame.flows(figures),
                seen.size() - told.size(),
                own.latest().parts(),
                topics.get().orElse(null),
                inbox.get().orElse(null),
                latency.get().orElse(null));
    }

    /** Ten times as many are looked at as are shown; nobody has more pods than that. */
    private List<PodSighting> sightings() {
        try {
            return board.read(ClusterFrame.MOST_PODS * 10);
        } catch (DataAccessException unreachable) {
            return List.of(new PodSighting(
                    self.id(), Instant.now(), self, Duration.ZERO, json.writeValueAsString(own.latest())));
        }
    }
}
