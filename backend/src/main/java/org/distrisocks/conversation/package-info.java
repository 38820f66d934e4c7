/** A user's conversations as all their devices see them: the last message, what is unread, and who is there. */
@NullMarked
@ApplicationModule(
        displayName = "conversation",
        allowedDependencies = {"identity", "inbox", "presence", "routing"})
package org.distrisocks.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
