/** This pod's id, epoch and lease, and which other pods are alive. */
@NullMarked
@ApplicationModule(
        displayName = "pod",
        allowedDependencies = {"identity", "metrics", "part", "schedule"})
package org.distrisocks.pod;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
