/** How log lines look where they are read by machines. */
@NullMarked
@ApplicationModule(
        displayName = "log",
        allowedDependencies = {"identity", "tracing"})
package org.distrisocks.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
