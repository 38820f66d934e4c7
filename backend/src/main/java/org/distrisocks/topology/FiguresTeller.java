package org.distrisocks.topology;

import java.time.Duration;
import org.distrisocks.metrics.Counters;
import org.distrisocks.part.PartGauges;
import org.distrisocks.pod.Pod;
import org.distrisocks.pod.PodBoard;
import org.distrisocks.schedule.PeriodicTask;
import org.distrisocks.session.SessionRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells all others once a second how this pod fares, be it watched or not: one SET of some hundred octets is as dear as a
 * look whether somebody watches would be.
 */
@Component
class FiguresTeller extends PeriodicTask {

    private static final Logger log = LoggerFactory.getLogger(FiguresTeller.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final PodBoard board;
    private final Pod pod;
    private final SessionRegistry sessions;
    private final PartGauges parts;
    private final PodMeter meter;
    private final JsonMapper json;
    private volatile PodFigures latest;

    FiguresTeller(
            PodBoard board, Pod pod, SessionRegistry sessions, PartGauges parts, Counters counters, JsonMapper json) {
        super("figures", PERIOD);
        this.board = board;
        this.pod = pod;
        this.sessions = sessions;
        this.parts = parts;
        this.meter = new PodMeter(counters);
        this.json = json;
        this.latest = measure();
    }

    /** What it has told last, or would have told had Redis answered. */
    PodFigures latest() {
        return latest;
    }

    @Override
    protected void run() {
        PodFigures figures = measure();
        latest = figures;
        try {
            board.tell(json.writeValueAsString(figures));
        } catch (DataAccessException unreachable) {
            log.debug("nobody hears how this pod fares: {}", unreachable.getMessage());
        }
    }

    private PodFigures measure() {
        PodMeter.Rates rates = meter.measure();
        return new PodFigures(
                pod.self().epoch(),
                sessions.count(),
                rates.accepted(),
                rates.sent(),
                rates.delivered(),
                rates.routed(),
                parts.up());
    }
}
