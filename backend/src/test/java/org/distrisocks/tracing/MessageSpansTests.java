package org.distrisocks.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Boot's tracer as a pod has it, with an exporter that keeps what it is given. */
class MessageSpansTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "b7ad6b7169203331";
    private static final String SAMPLED = "{\"traceparent\":\"00-" + TRACE + "-" + CLIENT + "-01\",\"x-note\":\"hi\"}";
    private static final PodId THERE = new PodId("there");

    private final MessageId message = new MessageIdGenerator().next();
    private final KeptSpans kept = new KeptSpans();
    private final ApplicationContextRunner pod = new ApplicationContextRunner()
            .withUserConfiguration(TracingConfiguration.class)
            .withPropertyValues(
                    "management.tracing.sampling.probability=1.0",
                    "management.opentelemetry.tracing.export.schedule-delay=10ms");

    @Test
    void areOffUntilTheyAreAskedFor() {
        pod.run(context -> {
            MessageSpans spans = context.getBean(MessageSpans.class);

            assertThat(context).doesNotHaveBean(Tracer.class);
            assertThat(spans.send(message, SAMPLED)).isSameAs(MessageSpan.NONE);
            assertThat(TraceHeaders.with(SAMPLED, MessageSpan.NONE)).isSameAs(SAMPLED);
        });
    }

    @Test
    void followEachOther() {
        on(spans -> {
            MessageSpan send = spans.send(message, SAMPLED);
            String stored = TraceHeaders.with(SAMPLED, send);
            MessageSpan publish = spans.publish(message, stored, THERE);
            Map<String, String> headers = TraceHeaders.with(
                    Map.of("traceparent", "of the SEND", "x-note", "hi"), MessageSpan.elsewhere(publish.traceparent()));
            MessageSpan deliver = spans.deliver(message, headers);
            List.of(send, publish, deliver).forEach(MessageSpan::end);

            List<SpanData> told = kept.take(3);
            assertThat(told).extracting(SpanData::getName).containsExactly("SEND", "publish", "deliver");
            assertThat(told).extracting(SpanData::getTraceId).containsOnly(TRACE);
            assertThat(told)
                    .extracting(SpanData::getParentSpanId)
                    .containsExactly(
                            CLIENT, told.get(0).getSpanId(), told.get(1).getSpanId());
            assertThat(stored).contains("\"x-note\":\"hi\"", told.get(0).getSpanId());
            assertThat(TraceHeaders.with(headers, deliver))
                    .containsEntry("x-note", "hi")
                    .containsEntry(
                            "traceparent", "00-" + TRACE + "-" + told.get(2).getSpanId() + "-01");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void passOverWhatIsNoTraceparent(String traceparent) {
        on(spans -> {
            String headers = "{\"traceparent\":\"" + traceparent + "\",\"tracestate\":\"a=b\"}";

            MessageSpan send = spans.send(message, headers);
            send.end();

            SpanData told = kept.take(1).getFirst();
            assertThat(told.getParentSpanContext().isValid()).isFalse();
            assertThat(TraceHeaders.with(headers, send))
                    .isEqualTo("{\"traceparent\":\"00-%s-%s-01\"}".formatted(told.getTraceId(), told.getSpanId()));
        });
    }

    @Test
    void areNoneOfATraceThatIsNotSampled() {
        on(spans -> {
            String unsampled = SAMPLED.replace("-01\"", "-00\"");

            assertThat(spans.send(message, unsampled)).isSameAs(MessageSpan.NONE);
            assertThat(spans.publish(message, unsampled, THERE)).isSameAs(MessageSpan.NONE);
        });
    }

    @Test
    void beginInNoOtherPlaceThanTheSend() {
        on(spans -> {
            assertThat(spans.publish(message, null, THERE)).isSameAs(MessageSpan.NONE);
            assertThat(spans.deliver(message, Map.of("x-note", "hi"))).isSameAs(MessageSpan.NONE);
        });
    }

    @Test
    void tellTheTraceForTheLog() {
        assertThat(TraceId.of(SAMPLED)).isEqualTo(new TraceId(TRACE));
        assertThat(TraceId.of(Map.of("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")))
                .isEqualTo(new TraceId(TRACE));
        assertThat(TraceId.of((String) null)).isEqualTo(new TraceId(""));
        assertThat(TraceId.of(Map.of("traceparent", "00-what users write, which is no hexadecimal number-")))
                .isEqualTo(new TraceId(""));
    }

    private void on(Consumer<MessageSpans> test) {
        pod.withBean(SpanExporter.class, () -> kept)
                .withPropertyValues("distrisocks.tracing.enabled=true")
                .run(context -> test.accept(context.getBean(MessageSpans.class)));
    }

    private static final class KeptSpans implements SpanExporter {

        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        /** The first so many, when they have come. */
        List<SpanData> take(int count) {
            await().until(() -> spans.size() >= count);
            return List.copyOf(spans);
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(Objects.requireNonNull(more));
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
