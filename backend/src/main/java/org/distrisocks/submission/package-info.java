/** Takes what users send: validates, stores, answers, routes. */
@NullMarked
@ApplicationModule(
        displayName = "submission",
        allowedDependencies = {
            "identity",
            "inbox",
            "limit",
            "metrics",
            "routing",
            "schedule",
            "session",
            "settings",
            "trace",
            "tracing"
        })
package org.distrisocks.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
