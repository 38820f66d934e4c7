package org.distrisocks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.Envelope.CopyEnvelope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

class EnvelopePublisherTests {

    private static final int MOST_THAT_KAFKA_TAKES = 1 << 20;

    private final MessageIdGenerator ids = new MessageIdGenerator();
    private final StreamBridge bridge = mock(StreamBridge.class);
    private final EnvelopePublisher publisher = new EnvelopePublisher(
            new EnvelopeSender(bridge, new KafkaGate(new Counters(new SimpleMeterRegistry()))),
            new RelayProperties(1, 12, Duration.ZERO, 1, Duration.ofHours(1), Duration.ofDays(7)));
    private final List<Message<List<Envelope>>> records = new ArrayList<>();

    @BeforeEach
    void collectRecords() {
        doAnswer(sent -> records.add(sent.getArgument(1))).when(bridge).send(anyString(), any());
    }

    @Test
    void sendsEachPodOneRecordInOrder() {
        List<Envelope> batch = IntStream.range(0, 100)
                .mapToObj(i -> copy("pod-" + i % 3, "user-" + i % 7, null, 200))
                .toList();

        publisher.publish(batch);

        assertThat(records)
                .extracting(record -> record.getHeaders().get(KafkaHeaders.TOPIC))
                .containsExactly("pod-0", "pod-1", "pod-2");
        assertThat(records).allSatisfy(record -> {
            Object topic = record.getHeaders().get(KafkaHeaders.TOPIC);
            assertThat(record.getPayload())
                    .containsExactlyElementsOf(batch.stream()
                            .filter(envelope -> envelope.target().pod().value().equals(topic))
                            .toList());
        });
    }

    @Test
    void makesNoRecordThatKafkaWouldRefuse() {
        String longest = "\uFFFF".repeat(6_000);
        List<Envelope> batch = IntStream.range(0, 500)
                .mapToObj(i -> copy("pod-0", "u".repeat(64), longest, i % 2 == 0 ? 98_304 : 0))
                .toList();

        publisher.publish(batch);

        assertThat(records.stream().flatMap(record -> record.getPayload().stream()))
                .containsExactlyElementsOf(batch);
        assertThat(records)
                .allSatisfy(record -> assertThat(
                                new EnvelopeCodec().serialize("pod-0", new RecordHeaders(), record.getPayload()))
                        .hasSizeLessThan(MOST_THAT_KAFKA_TAKES));
    }

    private Envelope copy(String pod, String user, @Nullable String headers, int body) {
        return new CopyEnvelope(
                new PodEpoch(new PodId(pod), 1), new UserId(user), ids.next(), headers, "", new byte[body]);
    }
}
