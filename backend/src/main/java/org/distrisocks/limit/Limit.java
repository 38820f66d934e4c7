package org.distrisocks.limit;

import java.util.Locale;

/**
 * The limits of rates, counts and memory, each named as its setting {@code distrisocks.limits.NAME}; sizes of single things are
 * checked where they are read.
 */
public enum Limit {
    /** Messages of one user a second. */
    SEND_RATE,
    /** WebSockets of one pod. */
    CONNECTIONS,
    /** WebSockets of one pod that come from one address. */
    CONNECTIONS_PER_ADDRESS,
    /** Sessions of one user on one pod. */
    SESSIONS_PER_USER,
    /** Subscriptions of one user on one pod. */
    SUBSCRIPTIONS_PER_USER,
    /** SUBSCRIBEs of one user a second. */
    SUBSCRIBE_RATE,
    /** Requests of one user over REST, a second. */
    REQUEST_RATE,
    /** Requests of one user over REST at the same time. */
    REQUESTS_PER_USER,
    /** Requests over REST at the same time, and those that wait for a turn. */
    REQUESTS,
    /** Logins, registrations and refreshes from one address, a second. */
    LOGIN_RATE,
    /** Logins, registrations and refreshes over REST at the same time. */
    LOGINS,
    /** Bytes that one session makes a pod hold. */
    SESSION_MEMORY,
    /** Bytes that one user makes a pod hold. */
    USER_MEMORY,
    /** Bytes that all clients make a pod hold. */
    POD_MEMORY,
    /** The time for one HTTP request, or until it begins. */
    HTTP_TIMEOUT;

    /** For example {@code distrisocks.limits.send-rate}. */
    public String property() {
        return "distrisocks.limits." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
