/** The users: who exists, how they prove who they are, and the tokens that say so. */
@NullMarked
@ApplicationModule(
        displayName = "account",
        allowedDependencies = {"edge", "identity", "limit", "metrics", "settings"})
package org.distrisocks.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
