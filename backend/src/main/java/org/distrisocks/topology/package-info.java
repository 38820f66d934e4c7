/** A read-only view of the pods and their sessions. */
@NullMarked
@ApplicationModule(
        displayName = "topology",
        allowedDependencies = {
            "account",
            "identity",
            "inbox",
            "metrics",
            "part",
            "pod",
            "presence",
            "relay",
            "schedule",
            "session",
            "trace"
        })
package org.distrisocks.topology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
