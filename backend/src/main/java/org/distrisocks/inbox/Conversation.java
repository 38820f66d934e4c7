package org.distrisocks.inbox;

import org.distrisocks.identity.UserId;

/**
 * One conversation, as one of the two sees it.
 *
 * @param partner the other one
 * @param unread as in {@link Conversations#unread}
 */
public record Conversation(UserId partner, String displayName, MessageBody lastMessage, int unread) {}
