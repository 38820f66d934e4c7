/** What is added to log lines for machines, and which lines are left out. */
@NullMarked
@ApplicationModule(
        displayName = "log",
        allowedDependencies = {"identity", "tracing"})
package org.distrisocks.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
