package org.distrisocks.relay;

import org.jspecify.annotations.Nullable;

/**
 * One topic.
 *
 * @param records that it has been given so far, those that are deleted among them
 * @param lag records that its consumers have not committed yet; null if nobody has ever committed any, or nobody reads it
 */
public record TopicFigures(
        String name, int partitions, long records, @Nullable Long lag) {}
