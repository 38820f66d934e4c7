/** Envelopes over pod topics and status events over one: all that this project does with Kafka. */
@NullMarked
@ApplicationModule(
        displayName = "relay",
        allowedDependencies = {"identity", "metrics", "part", "pod", "schedule", "trace", "tracing"})
package org.distrisocks.relay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
