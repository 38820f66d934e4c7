/** What a pod counts, in one list, and the way to count it. */
@NullMarked
@ApplicationModule(
        displayName = "metrics",
        allowedDependencies = {})
package org.distrisocks.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
