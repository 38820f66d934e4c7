/** Takes what users send: validates, stores, answers, routes. */
@NullMarked
@ApplicationModule(
        displayName = "submission",
        allowedDependencies = {"identity", "metrics", "limit", "inbox", "routing", "session"})
package org.distrisocks.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
