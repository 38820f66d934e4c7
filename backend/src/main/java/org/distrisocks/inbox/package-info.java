/** Stored messages, their status moves, and who has not got which of them yet. */
@NullMarked
@ApplicationModule(
        displayName = "inbox",
        allowedDependencies = {"identity", "part"})
package org.distrisocks.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
