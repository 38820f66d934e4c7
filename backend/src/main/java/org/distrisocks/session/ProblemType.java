package org.distrisocks.session;

import java.util.Locale;

/**
 * The problems that a SEND can have, and one that a session has, each with its HTTP status; the type is {@code
 * urn:distrisocks:problem:NAME}.
 */
public enum ProblemType {
    /** A field is missing or breaks a rule. Mend the message. */
    INVALID_MESSAGE(400, "The message is not valid"),
    /** {@code sender_id} is not who logged in. Leave it out. */
    FOREIGN_SENDER(403, "The sender is not the one who logged in"),
    /** There is no such receiver. */
    UNKNOWN_RECEIVER(404, "The receiver does not exist"),
    /** The session's token is about to end. Send a new one, or connect again with one. */
    LOGIN_ENDS(401, "The login is about to end"),
    /** The {@code client_id} stands for another message already. Take a new one. */
    CLIENT_ID_REUSED(409, "The client id is used for another message"),
    /** The user sends more than is allowed. Send it again in a while, with the same {@code client_id}. */
    TOO_FAST(429, "Too many messages"),
    /** Another message of the same transaction was refused, so this one was not taken either. */
    TRANSACTION_REFUSED(409, "The transaction is refused"),
    /** Nothing could be stored. Send again, with the same {@code client_id}. */
    STORAGE_UNAVAILABLE(503, "The message could not be stored");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** For example {@code urn:distrisocks:problem:unknown-receiver}. */
    public String uri() {
        return "urn:distrisocks:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
