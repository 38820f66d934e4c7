package org.distrisocks.submission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code distrisocks.submission.*}.
 *
 * @param lanes that store side by side; one sender's messages keep to one lane
 * @param laneCapacity messages that may wait in a lane; a sender to a full lane waits
 * @param maxBatch messages stored by one statement
 * @param maxBatchSize bytes of memory after which a batch takes no more messages
 * @param pace under load, between the beginnings of two batches of a lane
 */
@ConfigurationProperties("distrisocks.submission")
public record SubmissionProperties(
        @DefaultValue("1") int lanes,
        @DefaultValue("10000") int laneCapacity,
        @DefaultValue("500") int maxBatch,
        @DefaultValue("1MB") DataSize maxBatchSize,
        @DefaultValue("3ms") Duration pace) {

    public SubmissionProperties {
        if (lanes < 1 || maxBatch < 1 || maxBatchSize.toBytes() < 1) {
            throw new IllegalArgumentException(
                    "distrisocks.submission.lanes, .max-batch and .max-batch-size must be greater than 0");
        }
        if (laneCapacity < maxBatch) {
            throw new IllegalArgumentException(
                    "distrisocks.submission.lane-capacity must be at least distrisocks.submission.max-batch");
        }
        if (pace.isNegative()) {
            throw new IllegalArgumentException("distrisocks.submission.pace must not be negative");
        }
    }
}
