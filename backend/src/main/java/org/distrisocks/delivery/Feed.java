package org.distrisocks.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.session.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription has been given: first the inbox, with live messages held behind it, then these as they come.
 *
 * <p>The race that it closes: a message that is stored while the inbox is read may come by the inbox, by the pod's topic,
 * or by both. Presence is written before the inbox is read, so what the reading misses comes by the topic; and what comes
 * by both is known by its id and written once.
 */
final class Feed {

    private enum State {
        /** The inbox is being read; live messages are held. */
        DRAINING,
        /** Live messages are written as they come. */
        LIVE,
        /** The client owes so many ACKs that it gets nothing; all that comes waits in the inbox. */
        PAUSED
    }

    /** A message on its way to this subscription, from wherever. */
    record Item(MessageId id, Map<String, String> headers, byte[] body, WrittenMessages written) {}

    private final Subscription subscription;
    private final int mostHeld;
    private final RecentIds given;
    private final Map<MessageId, Item> held = new LinkedHashMap<>(4);
    private State state = State.DRAINING;
    private boolean leftBehind;

    Feed(Subscription subscription, DeliveryProperties properties) {
        this.subscription = subscription;
        this.mostHeld = properties.held();
        this.given = new RecentIds(properties.remembered());
    }

    Subscription subscription() {
        return subscription;
    }

    /** A message has come by the pod's topic. */
    synchronized void live(Item item) {
        if (given.contains(item.id)) {
            return;
        }
        switch (state) {
            case LIVE -> give(item);
            case DRAINING -> {
                if (held.size() < mostHeld) {
                    held.put(item.id, item);
                } else {
                    leftBehind = true;
                }
            }
            case PAUSED -> leftBehind = true;
        }
    }

    /**
     * A message has been read from the inbox.
     *
     * @return whether the next may follow
     */
    synchronized boolean fromInbox(Item item) {
        held.remove(item.id);
        if (!given.contains(item.id)) {
            give(item);
        }
        return state == State.DRAINING;
    }

    /**
     * The inbox has been read to its end.
     *
     * @return false if more has been left there meanwhile and is to be read before
     */
    synchronized boolean goLive() {
        if (leftBehind) {
            leftBehind = false;
            held.clear();
            return false;
        }
        state = State.LIVE;
        for (Item item : held.values()) {
            if (!given.contains(item.id)) {
                give(item);
            }
        }
        held.clear();
        return true;
    }

    /**
     * The client has acknowledged or refused something.
     *
     * @param refused the id that may be given again; null if none was refused
     * @return whether the inbox has to be read again
     */
    synchronized boolean settled(@Nullable MessageId refused) {
        if (refused != null) {
            given.remove(refused);
        }
        if (state != State.PAUSED || subscription.isFull()) {
            return false;
        }
        state = State.DRAINING;
        leftBehind = false;
        return true;
    }

    private void give(Item item) {
        if (subscription.isFull()) {
            state = State.PAUSED;
            leftBehind = true;
            held.clear();
            return;
        }
        given.add(item.id);
        Runnable written = subscription.acknowledgesItself() ? () -> item.written.add(item.id) : () -> {};
        subscription.deliver(item.id, item.headers, item.body, written);
    }
}
