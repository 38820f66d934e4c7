/** What becomes of a message that is followed, told by every pod that has to do with it. */
@NullMarked
@ApplicationModule(
        displayName = "trace",
        allowedDependencies = {"identity", "metrics", "pod", "schedule"})
package org.distrisocks.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
