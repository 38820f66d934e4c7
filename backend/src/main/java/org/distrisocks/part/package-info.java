/** The servers that a pod stands on, asked in their own protocols: the start waits for them, a gauge tells of them. */
@NullMarked
@ApplicationModule(
        displayName = "part",
        allowedDependencies = {})
package org.distrisocks.part;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
