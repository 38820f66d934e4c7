/** Work that a pod does again and again. */
@NullMarked
@ApplicationModule(
        displayName = "schedule",
        allowedDependencies = {})
package org.distrisocks.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
