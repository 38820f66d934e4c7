package org.distrisocks.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.delivery.GivenMessages.Leftovers;
import org.distrisocks.delivery.HeldMessages.Held;
import org.distrisocks.identity.MessageId;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.session.Subscription;

/**
 * What one subscription has been given: first the inbox, with live messages held behind it, then these as they come.
 *
 * <p>The races that it closes:
 *
 * <p>A message that is stored while the inbox is read may come by the inbox, by the pod's topic, or by both. Presence is
 * written before the inbox is read, so what the reading misses comes by the topic; and what comes by both is known by its
 * id and written once.
 *
 * <p>The topic may lose a message (Redis or Kafka was away, a pod died) and bring the next one of the same sender. Each
 * live message tells which is to be seen before it; if that has not been given, the inbox is read first. And it may bring
 * a message so late that it was delivered from the inbox long ago; then only the inbox is believed.
 */
final class Feed {

    private enum State {
        /** The inbox is to be read, or is being read; live messages are held. */
        DRAINING,
        /** Live messages are written as they come. */
        LIVE,
        /** The client owes so many ACKs, the rows so many statuses, or memory is so short, that all waits in the inbox. */
        PAUSED
    }

    private final Subscription subscription;
    private final GivenMessages given;
    private final SeenSenders senders;
    private final HeldMessages held;
    private final Set<MessageId> expired = new HashSet<>(4);
    private final MemoryBudget memory;
    private final Counters counters;
    private final ReadingTurns turns = new ReadingTurns();
    private State state = State.DRAINING;
    private boolean hasStart;

    Feed(Subscription subscription, DeliveryProperties properties, Counters counters) {
        this.subscription = subscription;
        this.memory = subscription.session().memory();
        this.held = new HeldMessages(properties.held(), memory);
        this.given = new GivenMessages(properties, memory);
        this.senders = new SeenSenders(properties.senders(), memory);
        this.counters = counters;
    }

    Subscription subscription() {
        return subscription;
    }

    /**
     * Asks for the inbox to be read, now or once more after the reading that is under way.
     *
     * @return whether the caller has to see to it; otherwise someone does
     */
    synchronized boolean wantInbox() {
        return turns.want();
    }

    /**
     * A reading of the inbox begins.
     *
     * @return false if none is wanted any more; whoever saw to it is done then
     */
    synchronized boolean begin() {
        if (!turns.begin()) {
            return false;
        }
        held.readingBegins();
        state = State.DRAINING;
        return true;
    }

    /** Whether the inbox is read for the first time. */
    synchronized boolean isNew() {
        return turns.begun() <= 1;
    }

    /** Whether {@link #startAt} has been told. */
    synchronized boolean hasStart() {
        return hasStart;
    }

    /** Before the inbox is read for the first time: the inbox knows what is new of all that is stored by now. */
    synchronized void startAt(long seq) {
        given.forgetUpTo(seq);
        hasStart = true;
    }

    /** The {@code seq} of all that was given and may be in the inbox, by id. */
    synchronized Map<MessageId, Long> outstanding() {
        return given.outstanding();
    }

    /** As {@link GivenMessages#confirm}; what has expired will be given again, marked as a repeat. */
    synchronized Leftovers confirm(Collection<MessageId> asked, Set<Long> remaining) {
        Leftovers leftovers = given.confirm(asked, remaining, System.nanoTime());
        subscription.expire(leftovers.expired());
        subscription.forget(leftovers.gone());
        expired.addAll(leftovers.expired());
        return leftovers;
    }

    /** Whether the inbox should be asked what has left it, before more is given. */
    synchronized boolean wantsConfirmation() {
        return given.wantsConfirmation();
    }

    /** Whether anything can be given now; if not, all waits in the inbox until it is wanted again. */
    synchronized boolean hasRoom() {
        if (!isFull()) {
            return true;
        }
        pause();
        return false;
    }

    /** All waits in the inbox until that is read again. */
    synchronized void pause() {
        state = State.PAUSED;
        held.clear();
    }

    /** Whether it waits for nothing that its client owes, but for rows or memory. */
    synchronized boolean awaitsStatuses() {
        return state == State.PAUSED && !subscription.isFull() && !turns.isEnded();
    }

    /** Its subscription is over: nothing is read for it and nothing written to it any more, and nothing is remembered. */
    synchronized void end() {
        turns.end();
        held.clear();
        given.clear();
        senders.clear();
    }

    private boolean isFull() {
        return subscription.isFull() || given.isFull() || memory.isTight();
    }

    /**
     * Forgets what nobody needs of a subscription that was busy.
     *
     * @return whether the inbox should be asked what has left it, so that more can be forgotten
     */
    synchronized boolean rests() {
        return given.rests(System.nanoTime()) && state == State.LIVE;
    }

    /**
     * A message has come by the pod's topic.
     *
     * @return what is wanted before the next can be given
     */
    synchronized Wish live(Incoming item) {
        if (turns.isEnded() || given.contains(item.id())) {
            return Wish.NOTHING;
        }
        switch (state) {
            case LIVE -> {
                if (given.mayBeForgotten(item.seq())) {
                    return Wish.INBOX;
                }
                if (isGap(item)) {
                    state = State.DRAINING;
                    held.add(item, turns.begun());
                    return Wish.INBOX;
                }
                give(item);
                return state == State.PAUSED || given.wantsConfirmation() ? Wish.CONFIRMATION : Wish.NOTHING;
            }
            case DRAINING -> held.add(item, turns.begun());
            case PAUSED -> held.leaveBehind();
        }
        return Wish.NOTHING;
    }

    private boolean isGap(Incoming item) {
        return item.behind() != 0 && senders.isMissing(item.sender(), item.behind());
    }

    /** A message has been read from the inbox. If it came live as well, that one is given: it is surely no repeat. */
    synchronized Taken fromInbox(Incoming item) {
        Incoming live = held.take(item.id());
        if (given.contains(item.id())) {
            return Taken.KNOWN;
        }
        give(live == null ? item : live);
        return state == State.DRAINING && !turns.isEnded() ? Taken.NEW : Taken.NOT;
    }

    /**
     * The inbox has been read to its end. What was held when the reading began is in order: had anything before it been in
     * the inbox, it would have been read. What has come since is looked at as if it came now.
     *
     * <p>If more is to be read before, it is {@linkplain #wantInbox wanted} then.
     */
    synchronized void goLive() {
        if (held.hasLeftBehind()) {
            // The next reading brings them all.
            held.clear();
            turns.wantAgain();
            return;
        }
        state = State.LIVE;
        // What is not given again by now has left the inbox: it is DELIVERED.
        subscription.forget(expired);
        expired.clear();
        for (Held one : held.takeAll()) {
            boolean isRead = one.reading() < turns.begun();
            if (given.contains(one.item().id()) || state == State.PAUSED) {
                continue;
            }
            if (given.mayBeForgotten(one.item().seq())) {
                if (!isRead) {
                    turns.wantAgain();
                }
            } else if (state == State.DRAINING || (!isRead && isGap(one.item()))) {
                state = State.DRAINING;
                turns.wantAgain();
                held.add(one.item(), turns.begun());
            } else {
                give(one.item());
            }
        }
    }

    /** A copy of what the user sent elsewhere. */
    synchronized void copy(MessageId id, Map<String, String> headers, byte[] body) {
        if (!turns.isEnded()) {
            subscription.show(id, headers, body);
        }
    }

    /**
     * The client has acknowledged messages.
     *
     * @return whether the inbox is wanted
     */
    synchronized boolean acknowledged(List<MessageId> messages) {
        messages.forEach(id -> given.acknowledged(id, System.nanoTime()));
        return isPausedNoMore();
    }

    /**
     * The client has refused messages: they wait as long as one that it does not acknowledge.
     *
     * @return whether the inbox is wanted
     */
    synchronized boolean refused(List<MessageId> messages) {
        messages.forEach(id -> given.refused(id, System.nanoTime()));
        return isPausedNoMore();
    }

    private boolean isPausedNoMore() {
        return state == State.PAUSED && !subscription.isFull();
    }

    private void give(Incoming item) {
        if (turns.isEnded() || !hasRoom()) {
            return;
        }
        if (!given.add(item.id(), item.seq(), System.nanoTime())) {
            pause();
            return;
        }
        senders.saw(item.sender(), item.seq());
        Map<String, String> headers = item.headers();
        if (expired.remove(item.id())) {
            headers = new HashMap<>(headers);
            headers.put("redelivered", "true");
        }
        if (headers.containsKey("redelivered")) {
            counters.add(Counted.REDELIVERED, 1);
        }
        Incoming waiting = item.withoutBody();
        subscription.deliver(item.id(), headers, item.body(), () -> written(waiting));
    }

    private void written(Incoming item) {
        boolean isDone = subscription.acknowledgesItself();
        synchronized (this) {
            given.written(item.id(), isDone, System.nanoTime());
        }
        item.written().add(item, isDone);
    }
}
