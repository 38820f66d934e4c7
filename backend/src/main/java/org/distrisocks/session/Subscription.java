package org.distrisocks.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.MessageId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompHeaders;
import org.jspecify.annotations.Nullable;

/** One SUBSCRIBE of one session, until its UNSUBSCRIBE or the session's end. */
public final class Subscription {

    /** Of subscriptions whose client acknowledges nothing; always empty. */
    private static final UnacknowledgedMessages NONE = new UnacknowledgedMessages();

    private final StompSession session;
    private final String id;
    private final Destination destination;
    private final AckMode ackMode;
    private final int maxUnacknowledged;

    private final UnacknowledgedMessages unacknowledged;

    /** In its ack ids: one of an earlier subscription, on whatever pod, names nothing here. */
    private final int serial = ThreadLocalRandom.current().nextInt();

    private boolean latestWaits;

    Subscription(StompSession session, String id, Destination destination, AckMode ackMode, int maxUnacknowledged) {
        this.session = session;
        this.id = id;
        this.destination = destination;
        this.ackMode = ackMode;
        this.maxUnacknowledged = maxUnacknowledged;
        // Most sessions are idle, and a map of their own costs memory.
        this.unacknowledged = ackMode == AckMode.AUTO ? NONE : new UnacknowledgedMessages();
    }

    public StompSession session() {
        return session;
    }

    public Destination destination() {
        return destination;
    }

    String id() {
        return id;
    }

    /** Whether a message counts as received when it has been written; otherwise its client acknowledges it. */
    public boolean acknowledgesItself() {
        return ackMode == AckMode.AUTO;
    }

    /** Whether the client has left so many messages unacknowledged that it must not be given more. */
    public synchronized boolean isFull() {
        return unacknowledged.inFlight() >= maxUnacknowledged;
    }

    /**
     * Writes a message to its receiver; with {@code client} and {@code client-individual} it waits for its ACK then.
     *
     * @param headers user-defined headers and the like, added behind those of STOMP
     * @param body JSON in UTF-8
     * @param written told when the socket has taken the frame; not told if it never does
     * @return false if the session is closed or has just been closed for not reading; the frame is not written then
     */
    public boolean deliver(MessageId messageId, Map<String, String> headers, byte[] body, Runnable written) {
        if (ackMode != AckMode.AUTO) {
            synchronized (this) {
                unacknowledged.add(messageId);
            }
        }
        return write(messageId, headers, body, written);
    }

    /** The client has had its time: these are written again, and until then it owes no ACK for them. A late ACK counts. */
    public synchronized void expire(Collection<MessageId> messages) {
        unacknowledged.lapse(messages);
    }

    /** They are recorded as DELIVERED, whoever acknowledged them: the client owes no ACK for these any more. */
    public synchronized void forget(Collection<MessageId> messages) {
        if (ackMode != AckMode.AUTO) {
            unacknowledged.forget(messages);
        }
    }

    /** Writes what nobody keeps: a tick, a problem, a copy for the sender's other device. An ACK of it means nothing. */
    public boolean show(MessageId messageId, Map<String, String> headers, byte[] body) {
        return write(messageId, headers, body, null);
    }

    /**
     * Writes a state that the next one replaces. While the one before still waits for a client that reads slowly, this one is
     * passed over, so that no more than one of them ever waits.
     */
    public void showLatest(MessageId messageId, byte[] body) {
        synchronized (this) {
            if (latestWaits) {
                return;
            }
            latestWaits = true;
        }
        write(messageId, Map.of(), body, this::latestIsWritten);
    }

    private synchronized void latestIsWritten() {
        latestWaits = false;
    }

    private boolean write(MessageId messageId, Map<String, String> headers, byte[] body, @Nullable Runnable written) {
        StompHeaders all = new StompHeaders();
        all.add("subscription", id);
        all.add("message-id", messageId.toString());
        all.add("destination", destination.path());
        all.add("content-type", "application/json");
        if (ackMode != AckMode.AUTO) {
            all.add("ack", ackIdPrefix() + messageId);
        }
        headers.forEach(all::add);
        return session.write(StompCommand.MESSAGE, all, body, written);
    }

    /** The message that was written with this {@code ack} header, or would have been; empty if that names none. */
    Optional<MessageId> messageOf(String ackId) {
        String prefix = ackIdPrefix();
        if (!ackId.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageId.parse(ackId.substring(prefix.length())));
        } catch (InvalidIdException notOurs) {
            return Optional.empty();
        }
    }

    private String ackIdPrefix() {
        return id + "-" + Integer.toHexString(serial) + "-";
    }

    /** Whether it is not recorded yet that the client has this message. */
    synchronized boolean owes(MessageId message) {
        return unacknowledged.contains(message);
    }

    /**
     * Takes an ACK, be it the first of that message or not.
     *
     * @param outcome called once: when all that the ACK is for is recorded, at once if it is by now, or when that has failed
     * @return what is to be recorded by that: with {@code client} all up to that message, else that one; empty if nothing is
     *     new
     */
    Optional<Acknowledgement> acknowledge(MessageId last, Consumer<AckOutcome> outcome) {
        Optional<Acknowledgement> fresh = Optional.empty();
        Set<Acknowledgement> awaited;
        synchronized (this) {
            List<MessageId> settled = unacknowledged.settledBy(last, isCumulative());
            if (!settled.isEmpty()) {
                Acknowledgement made = new Acknowledgement(this, settled);
                unacknowledged.acknowledge(made);
                fresh = Optional.of(made);
            }
            awaited = unacknowledged.underWay(last, isCumulative());
            Consumer<AckOutcome> each = afterAll(awaited.size(), outcome);
            awaited.forEach(one -> one.await(each));
        }
        if (awaited.isEmpty()) {
            outcome.accept(AckOutcome.RECORDED);
        }
        return fresh;
    }

    /**
     * Takes a NACK.
     *
     * @return the messages that it is for, as an ACK would be; none if they are acknowledged
     */
    synchronized List<MessageId> refuse(MessageId last) {
        List<MessageId> refused = unacknowledged.settledBy(last, isCumulative());
        unacknowledged.lapse(refused);
        return refused;
    }

    /** An acknowledgement is recorded or has failed. */
    void end(Acknowledgement acknowledgement, AckOutcome outcome) {
        synchronized (this) {
            switch (outcome) {
                case RECORDED -> unacknowledged.forget(acknowledgement.messages());
                case NOT_RECORDED -> unacknowledged.takeBack(acknowledgement);
            }
        }
        acknowledgement.tell(outcome);
    }

    private boolean isCumulative() {
        return ackMode == AckMode.CLIENT;
    }

    /** To be called once for each of so many; the last call hands on whether all were recorded. */
    private static Consumer<AckOutcome> afterAll(int count, Consumer<AckOutcome> whole) {
        AtomicInteger left = new AtomicInteger(count);
        AtomicReference<AckOutcome> worst = new AtomicReference<>(AckOutcome.RECORDED);
        return one -> {
            if (one == AckOutcome.NOT_RECORDED) {
                worst.set(one);
            }
            if (left.decrementAndGet() == 0) {
                whole.accept(worst.get());
            }
        };
    }
}
