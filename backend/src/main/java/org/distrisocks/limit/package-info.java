/** How often one may do something, and what may be reached: limits that every room counts in the same way. */
@NullMarked
@ApplicationModule(
        displayName = "limit",
        allowedDependencies = {"identity", "metrics"})
package org.distrisocks.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
