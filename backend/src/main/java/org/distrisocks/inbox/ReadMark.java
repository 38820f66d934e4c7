package org.distrisocks.inbox;

import org.distrisocks.identity.UserId;

/** What became of a user's having read a conversation up to a message. */
public sealed interface ReadMark {

    /**
     * It is read that far, or farther.
     *
     * @param partner the id of the one who has sent the message
     * @param moved whether it was not so before
     * @param unread what is left, as in {@link Conversations#unread}
     */
    record Read(UserId partner, boolean moved, int unread) implements ReadMark {}

    /** The partner has sent the user no such message. */
    record NoSuchMessage() implements ReadMark {}
}
