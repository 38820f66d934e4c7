package org.distrisocks.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.presence.PresenceRegistry;
import org.distrisocks.relay.Envelope;
import org.distrisocks.relay.Envelope.CopyEnvelope;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.distrisocks.relay.Envelope.TickEnvelope;
import org.distrisocks.relay.EnvelopePublisher;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.distrisocks.tracing.MessageSpans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Sends on to the pods where a user has sessions: one read of presence and one go at Kafka for a batch.
 *
 * <p>Nothing here throws when Redis or Kafka is away: what could not be routed waits in the inbox.
 */
@Component
public class Router {

    private static final Logger log = LoggerFactory.getLogger(Router.class);

    /** After Redis has not answered. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PresenceRegistry presence;
    private final EnvelopePublisher publisher;
    private final Counters counters;
    private final Trace trace;
    private final MessageSpans spans;
    private final PodEpoch self;
    private volatile long askAgainAt = System.nanoTime();

    Router(PresenceRegistry presence, EnvelopePublisher publisher, Counters counters, Trace trace, MessageSpans spans) {
        this.presence = presence;
        this.publisher = publisher;
        this.counters = counters;
        this.trace = trace;
        this.spans = spans;
        this.self = presence.self();
    }

    /** Routes messages to their receivers, and copies to the senders' other devices, in their order. */
    public void route(List<Outgoing> messages) {
        Set<UserId> users = new HashSet<>();
        messages.forEach(message -> {
            users.add(message.receiver());
            users.add(message.sender());
        });
        Map<UserId, Set<PodEpoch>> pods = find(users);
        List<Envelope> envelopes = new ArrayList<>(messages.size());
        Map<PodId, Integer> flows = new HashMap<>();
        for (Outgoing message : messages) {
            Set<PodEpoch> receivers = pods.getOrDefault(message.receiver(), Set.of());
            byte[] body = receivers.isEmpty() ? new byte[0] : message.body().get();
            for (PodEpoch pod : receivers) {
                flows.merge(pod.pod(), 1, Integer::sum);
                envelopes.add(new MessageEnvelope(
                        pod,
                        message.receiver(),
                        message.messageId(),
                        message.sender(),
                        message.seq(),
                        message.behind(),
                        message.userHeaders(),
                        spans.publish(message.messageId(), message.userHeaders(), pod.pod()),
                        body));
            }
            follow(message, receivers);
            addCopies(message, pods.getOrDefault(message.sender(), Set.of()), envelopes);
        }
        publisher.publish(envelopes);
        flows.forEach((pod, count) -> counters.add(Counted.ROUTED, pod, count));
    }

    private void follow(Outgoing message, Set<PodEpoch> receivers) {
        if (Trace.isAsked(message.userHeaders())) {
            String to =
                    receivers.stream().map(pod -> pod.pod().value()).sorted().collect(Collectors.joining(" "));
            trace.add(message.messageId(), Step.ROUTED, Map.of("to", to));
        }
    }

    /** Who writes to oneself gets the message itself, and no copy. */
    private void addCopies(Outgoing message, Set<PodEpoch> pods, List<Envelope> envelopes) {
        if (message.sender().equals(message.receiver())) {
            return;
        }
        for (PodEpoch pod : pods) {
            if (message.copiesHere() || !pod.equals(self)) {
                envelopes.add(new CopyEnvelope(
                        pod,
                        message.sender(),
                        message.messageId(),
                        message.userHeaders(),
                        message.originSession(),
                        message.copyBody().get()));
            }
        }
    }

    /** Sends ticks to the pods of the senders. */
    public void tick(List<OutgoingTick> ticks) {
        Set<UserId> users = new HashSet<>();
        ticks.forEach(tick -> users.add(tick.sender()));
        Map<UserId, Set<PodEpoch>> pods = find(users);
        List<Envelope> envelopes = new ArrayList<>(ticks.size());
        for (OutgoingTick tick : ticks) {
            for (PodEpoch pod : pods.getOrDefault(tick.sender(), Set.of())) {
                envelopes.add(new TickEnvelope(
                        pod,
                        tick.sender(),
                        tick.messageId(),
                        tick.rank(),
                        tick.body().get()));
            }
        }
        publisher.publish(envelopes);
    }

    /** Sends what one device of a user has changed to all of that user's sessions. */
    public void notice(UserId user, byte[] body) {
        publisher.publish(find(List.of(user)).getOrDefault(user, Set.of()).stream()
                .map(pod -> (Envelope) new NoticeEnvelope(pod, user, body))
                .toList());
    }

    /** While Redis is silent, a batch does not wait for its timeout but once a second: senders would feel it. */
    private Map<UserId, Set<PodEpoch>> find(Collection<UserId> users) {
        if (System.nanoTime() - askAgainAt < 0) {
            return Map.of();
        }
        try {
            return presence.find(users);
        } catch (DataAccessException | IllegalStateException unreachable) {
            askAgainAt = System.nanoTime() + PAUSE.toNanos();
            log.warn("nobody can be found, again in {}: {}", PAUSE, unreachable.getMessage());
            return Map.of();
        }
    }
}
