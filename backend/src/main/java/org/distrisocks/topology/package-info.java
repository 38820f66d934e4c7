/** A read-only view of the pods and their sessions. */
@NullMarked
@ApplicationModule(
        displayName = "topology",
        allowedDependencies = {"identity", "metrics", "pod", "presence", "session"})
package org.distrisocks.topology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
