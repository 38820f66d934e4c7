package org.distrisocks.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompHeaders;
import org.jspecify.annotations.Nullable;

/** One SUBSCRIBE of one session, until its UNSUBSCRIBE or the session's end. */
public final class Subscription {

    private final StompSession session;
    private final String id;
    private final Destination destination;
    private final AckMode ackMode;
    private final int maxUnacknowledged;

    /** By ack id, in the order of writing; the client has yet to acknowledge these. */
    private final Map<String, MessageId> unacknowledged;

    private boolean latestWaits;
    private long serial;

    Subscription(StompSession session, String id, Destination destination, AckMode ackMode, int maxUnacknowledged) {
        this.session = session;
        this.id = id;
        this.destination = destination;
        this.ackMode = ackMode;
        this.maxUnacknowledged = maxUnacknowledged;
        // Most sessions are idle, and most subscriptions of this mode: an empty map of their own is 56 octets.
        this.unacknowledged = ackMode == AckMode.AUTO ? Collections.emptyMap() : new LinkedHashMap<>();
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
        return unacknowledged.size() >= maxUnacknowledged;
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
        String ackId = nextAckId();
        if (ackMode != AckMode.AUTO) {
            synchronized (this) {
                unacknowledged.put(ackId, messageId);
            }
        }
        return write(messageId, ackId, headers, body, written);
    }

    /** The client has had its time: it owes no ACK for these any more, and one that comes means nothing. */
    public synchronized void expire(Collection<MessageId> messages) {
        unacknowledged.values().removeAll(messages);
    }

    /** Writes what nobody keeps: a tick, a problem, a copy for the sender's other device. An ACK of it means nothing. */
    public boolean show(MessageId messageId, Map<String, String> headers, byte[] body) {
        return write(messageId, nextAckId(), headers, body, null);
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
        write(messageId, nextAckId(), Map.of(), body, this::latestIsWritten);
    }

    private synchronized void latestIsWritten() {
        latestWaits = false;
    }

    private boolean write(
            MessageId messageId, String ackId, Map<String, String> headers, byte[] body, @Nullable Runnable written) {
        StompHeaders all = new StompHeaders();
        all.add("subscription", id);
        all.add("message-id", messageId.toString());
        all.add("destination", destination.path());
        all.add("content-type", "application/json");
        if (ackMode != AckMode.AUTO) {
            all.add("ack", ackId);
        }
        headers.forEach(all::add);
        return session.write(StompCommand.MESSAGE, all, body, written);
    }

    private synchronized String nextAckId() {
        return id + "-" + serial++;
    }

    /** The {@code ack} header of STOMP 1.2 for a message of STOMP 1.0 and 1.1, which name it by its own id. */
    synchronized @Nullable String ackIdOf(MessageId messageId) {
        String ackId = null;
        for (Map.Entry<String, MessageId> entry : unacknowledged.entrySet()) {
            if (entry.getValue().equals(messageId)) {
                ackId = entry.getKey();
            }
        }
        return ackId;
    }

    /**
     * Takes an ACK or NACK.
     *
     * @return the messages that it is for, oldest first: with {@code client} all up to that one, else that one; none if
     *     it was settled before
     */
    synchronized List<MessageId> settle(String ackId) {
        List<MessageId> settled = new ArrayList<>();
        if (!unacknowledged.containsKey(ackId)) {
            return settled;
        }
        if (ackMode == AckMode.CLIENT_INDIVIDUAL) {
            settled.add(unacknowledged.remove(ackId));
            return settled;
        }
        var entries = unacknowledged.entrySet().iterator();
        for (boolean more = true; more; ) {
            Map.Entry<String, MessageId> entry = entries.next();
            settled.add(entry.getValue());
            more = !entry.getKey().equals(ackId);
            entries.remove();
        }
        return settled;
    }
}
