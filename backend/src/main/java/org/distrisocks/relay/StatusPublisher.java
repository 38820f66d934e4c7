package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.pod.Pod;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.schedule.Lane;
import org.distrisocks.schedule.Lane.BatchLimit;
import org.distrisocks.schedule.Pace;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/**
 * Reports to the ledger what became of messages: all that waits in one record, on a thread of its own. A report that Kafka
 * does not take goes to PostgreSQL ({@link StatusFallback}). The callers never wait.
 */
@Component
public class StatusPublisher implements SmartLifecycle {

    /** Events that may wait; what comes beyond goes the way of what Kafka does not take. */
    private static final int CAPACITY = 50_000;

    /** Events of one batch. */
    private static final int MAX_BATCH = 1_000;

    /** From so many messages on an event is sent: its record has a few dozen kilobytes then. */
    private static final int FULL = 1_000;

    private final StreamBridge bridge;
    private final PodId self;
    private final KafkaGate gate;
    private final Trace trace;
    private final StatusFallback fallback;
    private final Lane<Waiting> lane;
    private volatile boolean running;

    StatusPublisher(
            StreamBridge bridge,
            Pod pod,
            KafkaGate gate,
            StatusFallback fallback,
            Trace trace,
            RelayProperties properties) {
        this.bridge = bridge;
        this.gate = gate;
        this.fallback = fallback;
        this.trace = trace;
        this.self = pod.id();
        this.lane = new Lane<>(
                "status-publisher",
                CAPACITY,
                BatchLimit.ofItems(MAX_BATCH),
                new Pace(properties.statusPace()),
                this::publish);
    }

    /** Reports that sessions of this pod have got messages. */
    public void delivered(Collection<MessageId> messages) {
        delivered(messages, _ -> {});
    }

    /**
     * As {@link #delivered(Collection)}.
     *
     * @param outcome called once, within some 15 seconds, on a thread that must not be held up
     */
    public void delivered(Collection<MessageId> messages, Consumer<StatusOutcome> outcome) {
        if (messages.isEmpty()) {
            outcome.accept(StatusOutcome.RECORDED);
        } else {
            report(StatusEvent.Type.SET_STATUS_TO_DELIVERED, self, List.copyOf(messages), outcome);
        }
    }

    /** What {@link #delivered} says, for whoever tells the ledger without Kafka. */
    public StatusEvent toDelivered(List<MessageId> messages, Instant at) {
        return new StatusEvent(StatusEvent.Type.SET_STATUS_TO_DELIVERED, messages, self, at, null);
    }

    /** Kafka has acknowledged envelopes for one pod; the messages among them are SENT now. */
    void onEnvelopesTaken(Message<?> record) {
        List<MessageId> sent = new ArrayList<>();
        PodId pod = self;
        for (Object envelope : (List<?>) record.getPayload()) {
            if (envelope instanceof MessageEnvelope message) {
                sent.add(message.messageId());
                pod = message.target().pod();
                message.span().end();
                if (Trace.isAsked(message.userHeaders())) {
                    trace.add(message.messageId(), Step.PUBLISHED, place(record));
                }
            }
        }
        if (!sent.isEmpty()) {
            report(StatusEvent.Type.SET_STATUS_TO_SENT, pod, sent, _ -> {});
        }
    }

    private static Map<String, String> place(Message<?> record) {
        return record.getHeaders().get(KafkaHeaders.RECORD_METADATA) instanceof RecordMetadata metadata
                ? Map.of(
                        "topic",
                        metadata.topic(),
                        "partition",
                        Integer.toString(metadata.partition()),
                        "offset",
                        Long.toString(metadata.offset()))
                : Map.of();
    }

    /** The record of an event, which goes to PostgreSQL if Kafka does not take it. */
    Message<StatusReport> toRecord(StatusEvent event) {
        return toRecord(new StatusReport(event, List.of(), fallback::accept));
    }

    private static Message<StatusReport> toRecord(StatusReport report) {
        return MessageBuilder.withPayload(report)
                .setHeader(KafkaHeaders.KEY, report.event().pod().value().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private void report(StatusEvent.Type type, PodId pod, List<MessageId> messages, Consumer<StatusOutcome> outcome) {
        Waiting report = new Waiting(new Subject(type, pod), messages, outcome);
        if (!gate.isOpen(SharedTopics.STATUSES) || !lane.offer(report)) {
            Draft alone = new Draft();
            alone.add(report);
            passOver(alone.toReport(report.subject));
        }
    }

    /** By as few records as possible. Their order means nothing to the ledger. */
    private void publish(List<Waiting> all) {
        Map<Subject, Draft> drafts = new HashMap<>(4);
        for (Waiting one : all) {
            Draft draft = drafts.computeIfAbsent(one.subject, _ -> new Draft());
            draft.add(one);
            if (draft.messages.size() >= FULL) {
                drafts.remove(one.subject);
                send(draft.toReport(one.subject));
            }
        }
        drafts.forEach((subject, draft) -> send(draft.toReport(subject)));
    }

    private void send(StatusReport report) {
        if (!gate.isOpen(SharedTopics.STATUSES)) {
            passOver(report);
            return;
        }
        try {
            bridge.send(RelayBindings.STATUSES, toRecord(report));
        } catch (RuntimeException refusal) {
            gate.refused(SharedTopics.STATUSES, refusal);
            report.refusedByKafka();
        }
    }

    private void passOver(StatusReport report) {
        gate.passedOver(report.messages());
        report.refusedByKafka();
    }

    @Override
    public void start() {
        running = true;
    }

    /** What waits is reported, by Kafka or without it, before the pod goes on to stop. */
    @Override
    public void stop() {
        running = false;
        try {
            lane.close();
            fallback.close();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after all that has something to report, and before the producers. */
    @Override
    public int getPhase() {
        return 400;
    }

    private record Subject(StatusEvent.Type type, PodId pod) {}

    private record Waiting(Subject subject, List<MessageId> messages, Consumer<StatusOutcome> outcome) {}

    private final class Draft {

        private final List<MessageId> messages = new ArrayList<>();
        private final List<Consumer<StatusOutcome>> outcomes = new ArrayList<>();

        private void add(Waiting one) {
            messages.addAll(one.messages);
            outcomes.add(one.outcome);
        }

        private StatusReport toReport(Subject subject) {
            StatusEvent event = new StatusEvent(subject.type, messages, subject.pod, Instant.now(), null);
            return new StatusReport(event, outcomes, fallback::accept);
        }
    }
}
