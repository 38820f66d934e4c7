/** The spans of messages, by Micrometer Tracing and OpenTelemetry; without {@code distrisocks.tracing.enabled} there are none. */
@NullMarked
@ApplicationModule(
        displayName = "tracing",
        allowedDependencies = {"identity"})
package org.distrisocks.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
