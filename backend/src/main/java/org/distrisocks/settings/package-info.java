/** Settings that change while the pod runs: reads the ConfigMap of Kubernetes, follows it, and tells who uses it. */
@NullMarked
@ApplicationModule(
        displayName = "settings",
        allowedDependencies = {"schedule"})
package org.distrisocks.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
