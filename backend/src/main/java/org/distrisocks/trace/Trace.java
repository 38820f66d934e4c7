package org.distrisocks.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.distrisocks.identity.MessageId;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.pod.Pod;
import org.distrisocks.schedule.PeriodicTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes what this pod sees of messages that are followed. A SEND asks for that by its header {@code trace:true}, which
 * travels with the message as every user-defined header does; for all other messages each call costs one comparison.
 *
 * <p>Nobody waits for Redis: points are put there a few times a second by a thread of their own. What does not fit is
 * dropped and counted, and its step is not known to whoever looks.
 */
@Component
public class Trace extends PeriodicTask {

    private static final Logger log = LoggerFactory.getLogger(Trace.class);

    private static final String HEADER = "trace";
    private static final String ASKED = "true";

    /** As {@link #HEADER} stands in the JSON of a message's user-defined headers. */
    private static final String ASKED_JSON = "\"" + HEADER + "\":\"" + ASKED + "\"";

    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final int MOST_WAITING = 1_000;

    /** So 200 points, of about 25 messages, a second. */
    private static final int MOST_WRITTEN_AT_ONCE = 50;

    private final TraceStore store;
    private final String pod;
    private final Counters counters;
    private final Queue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Followed followed = new Followed();

    Trace(TraceStore store, Pod pod, Counters counters) {
        super("trace", PERIOD);
        this.store = store;
        this.pod = pod.id().value();
        this.counters = counters;
    }

    /** Whether a message with these headers is to be followed. */
    public static boolean isAsked(@Nullable String userHeaders) {
        return userHeaders != null && userHeaders.contains(ASKED_JSON);
    }

    /** As {@link #isAsked(String)}. */
    public static boolean isAsked(Map<String, String> headers) {
        return ASKED.equals(headers.get(HEADER));
    }

    /** Tells of a message that {@linkplain #isAsked is followed}. */
    public void add(MessageId message, Step step, Map<String, String> details) {
        followed.add(message);
        if (!waiting.offer(new Waiting(message, new TracePoint(step, pod, Instant.now(), details)))) {
            counters.add(Counted.TRACES_DROPPED, 1);
        }
    }

    /** Whether this pod has told of that message before: for where its headers are not at hand. */
    public boolean isFollowed(MessageId message) {
        return followed.contains(message);
    }

    @Override
    protected void run() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = waiting.poll();
                next != null;
                next = batch.size() < MOST_WRITTEN_AT_ONCE ? waiting.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.append(batch);
        } catch (DataAccessException unreachable) {
            counters.add(Counted.TRACES_DROPPED, batch.size());
            log.debug("{} trace points are dropped: {}", batch.size(), unreachable.getMessage());
        }
    }

    /** A point that Redis has not got. */
    record Waiting(MessageId message, TracePoint point) {}
}
