package org.distrisocks.account;

import org.distrisocks.identity.UserId;

/** What became of a wish for an account; see {@link Accounts#register}. */
public sealed interface Registration {

    /** The row is committed, and the user can log in at every pod. */
    record Registered(UserId user) implements Registration {}

    /** Somebody else has the id, or got it at the same moment. */
    record UserIdTaken(UserId user) implements Registration {}

    /**
     * The password will not do.
     *
     * @param rule the broken rule without its subject: {@code must be …}
     */
    record PasswordRefused(String rule) implements Registration {}
}
