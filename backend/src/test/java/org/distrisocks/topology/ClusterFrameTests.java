package org.distrisocks.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.inbox.InboxFigures;
import org.distrisocks.pod.Pod;
import org.distrisocks.pod.PodBoard;
import org.distrisocks.pod.PodSighting;
import org.distrisocks.relay.TopicWatch;
import org.distrisocks.topology.ClusterFrame.PodView;
import org.distrisocks.topology.ClusterFrame.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ClusterFrameTests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final int MOST_OCTETS = 64 * 1024;

    private final PodBoard board = mock(PodBoard.class);
    private final FiguresTeller own = mock(FiguresTeller.class);
    private final Pod self = new Pod(new PodEpoch(new PodId("self"), 7), "127.0.0.1:8080", NOW);
    private final ClusterView view =
            new ClusterView(board, self, own, JSON, mock(TopicWatch.class), mock(InboxFigures.class));

    ClusterFrameTests() {
        when(own.latest()).thenReturn(figures(7, Map.of()));
    }

    /** A thousand pods that all write to each other. */
    @Test
    void isBoundedHoweverManyPodsThereAre() {
        List<PodSighting> sightings = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Map<String, Double> routed = new HashMap<>();
            for (int to = 0; to < 100; to++) {
                routed.put(name(to), i + to + 0.123456789);
            }
            sightings.add(sighting(name(i), 1, figures(1, routed)));
        }
        when(board.read(anyInt())).thenReturn(sightings);

        ClusterFrame frame = view.frame();

        assertThat(frame.pods()).hasSize(100);
        assertThat(frame.leftOut()).isEqualTo(900);
        assertThat(frame.flows()).hasSize(300);
        assertThat(frame.flows().getFirst().rate()).isEqualTo(198.1);
        assertThat(JSON.writeValueAsBytes(frame).length).isLessThan(MOST_OCTETS);
    }

    @Test
    void tellsWhichPodsLiveAreSilentAndAreGone() {
        when(board.read(anyInt()))
                .thenReturn(List.of(
                        sighting("live", 3, figures(3, Map.of("live", 1.0))),
                        sighting("frozen", 3, null),
                        sighting("restarted", 4, figures(3, Map.of())),
                        new PodSighting(new PodId("gone"), NOW, null, Duration.ZERO, null)));

        assertThat(view.frame().pods())
                .extracting(PodView::podId, PodView::state)
                .containsExactly(
                        tuple("frozen", State.SILENT),
                        tuple("gone", State.GONE),
                        tuple("live", State.LIVE),
                        tuple("restarted", State.SILENT));
    }

    @Test
    void knowsOfItselfAloneWhenRedisIsAway() {
        when(board.read(anyInt())).thenThrow(new QueryTimeoutException("Redis is away"));

        ClusterFrame frame = view.frame();

        assertThat(frame.pods()).extracting(PodView::podId).containsExactly("self");
        assertThat(frame.pods().getFirst().state()).isEqualTo(State.LIVE);
    }

    private static PodFigures figures(long epoch, Map<String, Double> routed) {
        return new PodFigures(epoch, 12, 1.23456, 2.34567, 3.45678, routed, Map.of("redis", true));
    }

    private static PodSighting sighting(String id, long epoch, @Nullable PodFigures figures) {
        PodId pod = new PodId(id);
        return new PodSighting(
                pod,
                NOW,
                new Pod(new PodEpoch(pod, epoch), "10.0.0.1:8080", NOW),
                Duration.ofMillis(1_500),
                figures == null ? null : JSON.writeValueAsString(figures));
    }

    private static String name(int number) {
        return "distrisocks-of-a-cluster-with-long-names-%04d".formatted(number);
    }
}
