package org.distrisocks.submission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.submission.*}.
 *
 * @param lanes that store side by side; one sender's messages keep to one lane
 * @param laneCapacity messages that may wait in a lane; a sender to a full lane waits
 * @param maxBatch messages stored by one statement
 */
@ConfigurationProperties("distrisocks.submission")
record SubmissionProperties(
        @DefaultValue("2") int lanes,
        @DefaultValue("10000") int laneCapacity,
        @DefaultValue("500") int maxBatch) {

    SubmissionProperties {
        if (laneCapacity < maxBatch) {
            throw new IllegalArgumentException(
                    "distrisocks.submission.lane-capacity must be at least distrisocks.submission.max-batch");
        }
    }
}
