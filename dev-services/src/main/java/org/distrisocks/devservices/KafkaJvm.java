package org.distrisocks.devservices;

/** Where embedded Kafka runs. */
public enum KafkaJvm {
    /** In the JVM that starts it. */
    SHARED,
    /** In one of its own, which is quick to start, and can be killed and frozen. */
    OWN,
    /** In one of its own, which is slow to start and then as fast as a broker is in production. */
    OWN_FAST
}
