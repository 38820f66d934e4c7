/** The STOMP endpoint: who is connected to this pod, what they may send and subscribe to, and the way to write to them. */
@NullMarked
@ApplicationModule(
        displayName = "session",
        allowedDependencies = {"account", "edge", "identity", "limit", "metrics", "pod", "presence", "settings"})
package org.distrisocks.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
