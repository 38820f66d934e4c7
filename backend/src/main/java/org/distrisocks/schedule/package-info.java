/** Work that a pod does again and again, and work that it does in batches. */
@NullMarked
@ApplicationModule(
        displayName = "schedule",
        allowedDependencies = {})
package org.distrisocks.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
