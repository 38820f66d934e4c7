package org.distrisocks.relay.janitor;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.distrisocks.identity.PodId;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.pod.DeadPods;
import org.distrisocks.relay.SharedTopics;
import org.distrisocks.schedule.PeriodicTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Deletes the topic and the consumer group of pods that have been gone for {@code distrisocks.janitor.after}. Every pod
 * has one; one at a time is at work. A pod that stopped in good order keeps its topic for that time as well.
 */
@Component
class Janitor extends PeriodicTask {

    private static final Logger log = LoggerFactory.getLogger(Janitor.class);

    /** A round ends before its lock does; what is left is for the next. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    private static final Duration LOCK = ROUND.plus(DeadPods.CLAIM);

    private final DeadPods pods;
    private final KafkaAdmin kafka;
    private final Counters counters;
    private final JanitorProperties properties;

    Janitor(DeadPods pods, KafkaAdmin kafka, Counters counters, JanitorProperties properties) {
        super("janitor", properties.period());
        this.pods = pods;
        this.kafka = kafka;
        this.counters = counters;
        this.properties = properties;
    }

    /** Looks once for pods that are gone. */
    @Override
    protected void run() {
        try {
            pods.alone(LOCK, this::buryAll);
        } catch (DataAccessException | KafkaException unreachable) {
            log.warn("topics of dead pods stay for now: {}", unreachable.toString());
        }
    }

    private void buryAll() {
        List<PodId> gone = pods.gone(properties.after());
        if (gone.isEmpty()) {
            return;
        }
        long end = System.nanoTime() + ROUND.toNanos();
        try (PodTopics topics = new PodTopics(kafka, SharedTopics.ALL)) {
            for (PodId pod : gone) {
                if (!isRunning() || System.nanoTime() > end) {
                    return;
                }
                pods.bury(pod, properties.after(), dead -> delete(topics, dead));
            }
        }
    }

    private boolean delete(PodTopics topics, PodId pod) {
        return switch (topics.delete(pod)) {
            case NOW -> {
                counters.add(Counted.TOPICS_DELETED, 1);
                log.info("pod {} has been gone for {}: its topic is deleted", pod, properties.after());
                yield true;
            }
            case BEFORE -> true;
            case NOT -> false;
        };
    }
}
