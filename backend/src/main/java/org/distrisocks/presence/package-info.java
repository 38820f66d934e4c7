/** Leased user → pod entries in Redis: who is connected where. */
@NullMarked
@ApplicationModule(
        displayName = "presence",
        allowedDependencies = {"identity", "pod"})
package org.distrisocks.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
