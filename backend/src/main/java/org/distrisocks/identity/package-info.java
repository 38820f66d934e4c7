/** The ids that everything else is named by; plain values, no Spring. */
@NullMarked
@ApplicationModule(
        displayName = "identity",
        allowedDependencies = {})
package org.distrisocks.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
