package org.distrisocks.relay;

import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the {@link StatusEvent} of a report, as {@link StatusEventCodec} does. */
public final class StatusReportSerializer implements Serializer<StatusReport> {

    private final StatusEventCodec codec = new StatusEventCodec();

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {}

    @Override
    public byte[] serialize(String topic, StatusReport report) {
        return codec.serialize(topic, report.event());
    }

    @Override
    public void close() {}
}
