package org.distrisocks.session;

import java.util.List;
import org.distrisocks.identity.MessageId;

/**
 * Hears of subscriptions to {@link Destination#MESSAGES}. Implemented by {@code delivery}. The calls for one session come
 * one after another, but for ACK and NACK in a transaction, which come when its SENDs are stored, on that thread.
 */
public interface SubscriptionListener {

    /** A subscription has begun; its RECEIPT, if asked for, is on its way. */
    void subscribed(Subscription subscription);

    /** A subscription has ended, by UNSUBSCRIBE or with its session. What it left unacknowledged stays in the inbox. */
    void unsubscribed(Subscription subscription);

    /** The client has acknowledged messages that it had not acknowledged before. Whoever takes that ends it, once. */
    void acknowledged(Subscription subscription, Acknowledgement acknowledgement);

    /** The client has refused messages (NACK): they stay in the inbox, and are given to it again after a time. */
    void refused(Subscription subscription, List<MessageId> messages);
}
