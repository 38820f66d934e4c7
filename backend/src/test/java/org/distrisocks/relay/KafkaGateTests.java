package org.distrisocks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;

/** Promise 1 needs it: whoever stores messages is not held up by a Kafka that is away. */
class KafkaGateTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaGate gate = new KafkaGate(new Counters(meters));
    private final StreamBridge bridge = mock(StreamBridge.class);
    private final EnvelopePublisher publisher = new EnvelopePublisher(
            new EnvelopeSender(bridge, gate),
            new RelayProperties(2, 12, Duration.ZERO, 1, Duration.ofHours(1), Duration.ofDays(7)));

    /** Each for a pod of its own, so each a record of its own. */
    private final List<Envelope> batch =
            IntStream.range(0, 500).mapToObj(i -> notice("pod-" + i, "alice")).toList();

    @Test
    void passesOverTheRefusedTopicAloneForASecond() {
        refuse(envelope -> envelope.equals(batch.getFirst()), new BufferExhaustedException("full"));

        publisher.publish(batch);
        publisher.publish(batch);

        verify(bridge, times(999)).send(anyString(), any());
        assertThat(notPublished()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(5)).until(() -> gate.isOpen("pod-0"));
    }

    @Test
    void keepsTheOrderOfATopicThatIsNotKnownYetAndWaitsForNobody() {
        AtomicInteger refusals = new AtomicInteger();
        List<Envelope> sent = new CopyOnWriteArrayList<>();
        refuse(
                envelope -> {
                    if (envelope.target().pod().value().equals("pod-0") && refusals.incrementAndGet() <= 3) {
                        return true;
                    }
                    sent.add(envelope);
                    return false;
                },
                new TimeoutException("no metadata"));
        List<Envelope> toUnknown = IntStream.range(0, 50)
                .mapToObj(i -> notice("pod-0", "user-" + i))
                .toList();

        toUnknown.forEach(envelope -> publisher.publish(List.of(envelope)));
        publisher.publish(List.of(batch.getLast()));

        assertThat(sent).containsExactly(batch.getLast());
        await().atMost(Duration.ofSeconds(5)).until(() -> sent.size() == 51);
        assertThat(sent.subList(1, 51)).containsExactlyElementsOf(toUnknown);
        assertThat(notPublished()).isZero();
    }

    @Test
    void dropsWhatWaitsForATopicThatStaysUnknown() {
        refuse(_ -> true, new TimeoutException("no metadata"));

        publisher.publish(List.of(batch.getFirst()));
        publisher.publish(List.of(batch.getFirst()));

        assertThat(notPublished()).isZero();
        await().atMost(Duration.ofSeconds(5)).until(() -> notPublished() == 2);
    }

    @Test
    void countsEachEnvelopeAndEachStatusThatTheProducerGivesUp() {
        StatusEvent event = new StatusEvent(
                StatusEvent.Type.SET_STATUS_TO_SENT,
                Collections.nCopies(7, new MessageIdGenerator().next()),
                new PodId("pod-1"),
                Instant.now(),
                null);

        gate.onError(new ProducerRecord<>("pod-1", batch), null, new IllegalStateException("away"));
        gate.onError(
                new ProducerRecord<>("message-status", new StatusReport(event, List.of(), _ -> {})),
                null,
                new IllegalStateException("away"));

        assertThat(notPublished()).isEqualTo(507);
    }

    private static Envelope notice(String pod, String user) {
        return new NoticeEnvelope(new PodEpoch(new PodId(pod), 1), new UserId(user), new byte[0]);
    }

    /** Refuses records whose first envelope is such; the gate hears of it as from a producer. */
    private void refuse(Predicate<Envelope> which, Exception cause) {
        when(bridge.send(anyString(), any())).thenAnswer(call -> {
            Message<?> record = call.getArgument(1);
            List<?> envelopes = (List<?>) record.getPayload();
            if (!which.test((Envelope) envelopes.getFirst())) {
                return true;
            }
            int partition = cause instanceof BufferExhaustedException ? 0 : -1;
            gate.onError(
                    new ProducerRecord<>("pod", envelopes),
                    new RecordMetadata(new TopicPartition("pod", partition), -1, -1, -1, -1, -1),
                    cause);
            throw new MessagingException("refused", cause);
        });
    }

    /** The producer's own listener counts what it refused or gave up. */
    private double notPublished() {
        return meters.counter("distrisocks.relay.lost").count();
    }
}
