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
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.MessagingException;

/** Promise 1 needs it: whoever stores messages is not held up by a Kafka that is away. */
class KafkaGateTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaGate gate = new KafkaGate(new Counters(meters));
    private final StreamBridge bridge = mock(StreamBridge.class);
    private final EnvelopePublisher publisher = new EnvelopePublisher(
            bridge, gate, new RelayProperties(2, 12, Duration.ZERO, 1, Duration.ofHours(1), Duration.ofDays(7)));

    /** Each for a pod of its own, so each a record of its own. */
    private final List<Envelope> batch = IntStream.range(0, 500)
            .mapToObj(i -> (Envelope)
                    new NoticeEnvelope(new PodEpoch(new PodId("pod-" + i), 1), new UserId("alice"), new byte[0]))
            .toList();

    @Test
    void triesNoMoreForASecondAfterOneRefusal() {
        when(bridge.send(anyString(), any())).thenThrow(new MessagingException("no metadata within max.block.ms"));

        publisher.publish(batch);
        publisher.publish(batch);

        verify(bridge, times(1)).send(anyString(), any());
        assertThat(notPublished()).isEqualTo(999);
        await().atMost(Duration.ofSeconds(5)).until(gate::isOpen);
    }

    @Test
    void passesAllOnAfterwards() {
        gate.refused(new MessagingException("away"));
        await().atMost(Duration.ofSeconds(5)).until(gate::isOpen);

        publisher.publish(batch);

        verify(bridge, times(500)).send(anyString(), any());
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

    /** The producer's own listener counts what it refused or gave up. */
    private double notPublished() {
        return meters.counter("distrisocks.relay.lost").count();
    }
}
