package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.pod.Pod;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.schedule.Lane;
import org.distrisocks.schedule.Pace;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/**
 * Tells the ledger of what became of messages: of all that is there to be told in one record, on a thread of its own. An
 * event that Kafka does not take is lost; the sweep finds its messages.
 */
@Component
public class StatusPublisher implements SmartLifecycle {

    private static final String TAKEN = "distrisocks.taken";

    /** Events that may wait; what comes beyond is lost, as what Kafka does not take. */
    private static final int CAPACITY = 50_000;

    /** Events of one batch. */
    private static final int MAX_BATCH = 1_000;

    /** From so many messages on an event is sent: its record has a few dozen kilobytes then. */
    private static final int FULL = 1_000;

    private final StreamBridge bridge;
    private final PodId self;
    private final KafkaGate gate;
    private final Trace trace;
    private final Lane<Untold> lane;
    private volatile boolean running;

    StatusPublisher(StreamBridge bridge, Pod pod, KafkaGate gate, Trace trace, RelayProperties properties) {
        this.bridge = bridge;
        this.gate = gate;
        this.trace = trace;
        this.self = pod.id();
        this.lane =
                new Lane<>("status-publisher", CAPACITY, MAX_BATCH, new Pace(properties.statusPace()), this::publish);
    }

    /**
     * Says that sessions of this pod have got messages.
     *
     * @param taken run once Kafka has it of all of them; null if nobody asks
     */
    public void delivered(Collection<MessageId> messages, @Nullable Runnable taken) {
        if (!messages.isEmpty()) {
            tell(StatusEvent.Type.SET_STATUS_TO_DELIVERED, self, List.copyOf(messages), taken);
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
            tell(StatusEvent.Type.SET_STATUS_TO_SENT, pod, sent, null);
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

    /** Kafka has acknowledged a status event. */
    void onStatusTaken(Message<?> record) {
        if (record.getHeaders().get(TAKEN) instanceof List<?> taken) {
            taken.forEach(one -> ((Runnable) one).run());
        }
    }

    /** @param taken run once Kafka has the record */
    static Message<StatusEvent> toRecord(StatusEvent event, List<Runnable> taken) {
        return MessageBuilder.withPayload(event)
                .setHeader(KafkaHeaders.KEY, event.pod().value().getBytes(StandardCharsets.UTF_8))
                .setHeader(TAKEN, taken)
                .build();
    }

    private void tell(StatusEvent.Type type, PodId pod, List<MessageId> messages, @Nullable Runnable taken) {
        if (!gate.isOpen() || !lane.offer(new Untold(new Subject(type, pod), messages, taken))) {
            gate.passedOver(messages.size());
        }
    }

    /** By as few records as possible. Their order means nothing to the ledger. */
    private void publish(List<Untold> all) {
        Map<Subject, Draft> drafts = new HashMap<>(4);
        for (Untold one : all) {
            Draft draft = drafts.computeIfAbsent(one.subject, _ -> new Draft());
            draft.add(one);
            if (draft.messages.size() >= FULL) {
                drafts.remove(one.subject);
                send(one.subject, draft);
            }
        }
        drafts.forEach(this::send);
    }

    private void send(Subject subject, Draft draft) {
        if (!gate.isOpen()) {
            gate.passedOver(draft.messages.size());
            return;
        }
        StatusEvent event = new StatusEvent(subject.type, draft.messages, subject.pod, Instant.now(), null);
        try {
            bridge.send(RelayBindings.STATUSES, toRecord(event, draft.taken));
        } catch (MessagingException notTaken) {
            gate.refused(notTaken);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** What is to be told is told, or given up by a Kafka that is away, before the pod goes on to stop. */
    @Override
    public void stop() {
        running = false;
        try {
            lane.close();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after all that has something to tell, and before the producers. */
    @Override
    public int getPhase() {
        return 400;
    }

    private record Subject(StatusEvent.Type type, PodId pod) {}

    private record Untold(
            Subject subject,
            List<MessageId> messages,
            @Nullable Runnable taken) {}

    private static final class Draft {

        private final List<MessageId> messages = new ArrayList<>();
        private final List<Runnable> taken = new ArrayList<>(0);

        private void add(Untold one) {
            messages.addAll(one.messages);
            if (one.taken != null) {
                taken.add(one.taken);
            }
        }
    }
}
