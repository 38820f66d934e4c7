package org.distrisocks.identity;

import java.util.regex.Pattern;

/**
 * The name of a pod, which is also the name of its Kafka topic, for example {@code distrisocks-0}.
 *
 * @param value 1 to 63 of {@code a-z 0-9 . -}, starting and ending with a letter or digit: what Kubernetes takes for a
 *     pod's name and Kafka for a topic's
 */
public record PodId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

    /**
     * @throws InvalidIdException if the value does not have the shape above
     */
    public PodId {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidIdException(
                    "pod id", "must be 1 to 63 of a-z 0-9 . - and start and end with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
