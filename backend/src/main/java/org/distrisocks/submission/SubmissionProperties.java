package org.distrisocks.submission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code distrisocks.submission.*}.
 *
 * @param lanes that store side by side; one sender's messages keep to one lane
 * @param laneCapacity messages that may wait in a lane; a sender to a full lane waits
 * @param maxBatch messages stored by one statement
 * @param maxPayload octets of a payload in UTF-8
 * @param maxClientId characters of a client id
 * @param maxHeaders user-defined headers of one message
 * @param maxHeaderSize octets of a message's user-defined headers together
 */
@ConfigurationProperties("distrisocks.submission")
record SubmissionProperties(
        @DefaultValue("2") int lanes,
        @DefaultValue("10000") int laneCapacity,
        @DefaultValue("500") int maxBatch,
        @DefaultValue("16KB") DataSize maxPayload,
        @DefaultValue("64") int maxClientId,
        @DefaultValue("16") int maxHeaders,
        @DefaultValue("1KB") DataSize maxHeaderSize) {

    SubmissionProperties {
        if (laneCapacity < maxBatch) {
            throw new IllegalArgumentException(
                    "distrisocks.submission.lane-capacity must be at least distrisocks.submission.max-batch");
        }
    }
}
