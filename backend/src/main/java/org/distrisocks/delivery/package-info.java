/** Writes to local sessions, drains inboxes into them, and keeps the ledger of what has been delivered. */
@NullMarked
@ApplicationModule(
        displayName = "delivery",
        allowedDependencies = {
            "identity",
            "inbox",
            "limit",
            "metrics",
            "relay",
            "routing",
            "schedule",
            "session",
            "settings",
            "trace",
            "tracing"
        })
package org.distrisocks.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
