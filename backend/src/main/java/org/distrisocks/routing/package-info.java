/** Chooses the pods that a message or a tick goes to. */
@NullMarked
@ApplicationModule(
        displayName = "routing",
        allowedDependencies = {"identity", "metrics", "presence", "relay", "trace", "tracing"})
package org.distrisocks.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
