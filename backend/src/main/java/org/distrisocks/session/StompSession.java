package org.distrisocks.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrameEncoder;
import org.distrisocks.session.stomp.StompHeaders;
import org.distrisocks.session.stomp.StompProtocolException;
import org.distrisocks.session.stomp.StompVersion;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One STOMP connection to this pod; after its CONNECT, one of a user's devices. */
public final class StompSession {

    private static final MessageIdGenerator EVENT_IDS = new MessageIdGenerator();

    /** For how long an inbox waits for a session that does not read. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SessionId id;
    private final FrameReader reader;
    private final StompFrameEncoder encoder = new StompFrameEncoder();
    private final Outbox outbox;
    private final Departure departure;
    private final ShownStatuses shown = new ShownStatuses();
    private final Transactions transactions;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>(4);
    private final long openedAt = System.nanoTime();
    private volatile @Nullable SessionLogin login;
    private volatile StompVersion version = StompVersion.V1_2;
    private volatile Duration sendsEvery = Duration.ZERO;
    private volatile Duration hearsEvery = Duration.ZERO;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean ended;
    private volatile MemoryBudget memory;

    /** @param memory until the login; closed with the session */
    StompSession(SessionId id, Session socket, SessionLimits limits, MemoryBudget memory) {
        this.id = id;
        this.memory = memory;
        this.reader = new FrameReader(limits.beforeLogin(), memory);
        this.outbox = new Outbox(socket, limits.sendBuffer().toBytes());
        this.departure = new Departure(outbox);
        this.transactions = new Transactions(limits.maxTransactions(), limits.maxTransactionFrames());
    }

    public SessionId id() {
        return id;
    }

    /**
     * Who is logged in.
     *
     * @throws IllegalStateException before CONNECT
     */
    public UserId user() {
        return login().user();
    }

    /**
     * How it is logged in.
     *
     * @throws IllegalStateException before CONNECT
     */
    SessionLogin login() {
        SessionLogin made = login;
        if (made == null) {
            throw new IllegalStateException("session " + id + " has not logged in");
        }
        return made;
    }

    /** The subscriptions of one destination: one in nearly all cases, none before SUBSCRIBE. */
    public List<Subscription> subscriptions(Destination destination) {
        List<Subscription> found = new ArrayList<>(1);
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.destination() == destination) {
                found.add(subscription);
            }
        }
        return found;
    }

    /** Writes to every subscription of that destination. */
    public void write(Destination destination, byte[] body) {
        subscriptions(destination).forEach(subscription -> subscription.show(EVENT_IDS.next(), Map.of(), body));
    }

    /**
     * Tells of a status, unless this session was told of a later one before. Two ledgers may move one message
     * side by side, on two pods or for the sweep, and their ticks then come in any order.
     *
     * @param rank of the status: 0, 1 or 2
     * @param body of the frame
     */
    public void tick(MessageId message, int rank, byte[] body) {
        synchronized (shown) {
            if (shown.advance(message, rank, memory)) {
                write(Destination.STATUS, body);
            }
        }
    }

    /**
     * Waits until at most half of what may wait for this session does, so that much can be written without its being
     * closed for not reading.
     *
     * @return false if it is closed, or reads nothing for so long that it has just been closed
     * @throws InterruptedException if the wait is interrupted
     */
    public boolean awaitRoom() throws InterruptedException {
        boolean room = outbox.awaitRoom(PATIENCE);
        if (!room && !isLeaving()) {
            close(CloseReason.NOT_READING);
        }
        return room;
    }

    /** What this session may make the pod hold. */
    public MemoryBudget memory() {
        return memory;
    }

    boolean isConnected() {
        return login != null;
    }

    boolean isLeaving() {
        return departure.hasBegun();
    }

    /** The socket is closed and nothing can be written any more. */
    void end() {
        ended = true;
        departure.end();
        memory.close();
    }

    boolean isEnded() {
        return ended;
    }

    /** Both sides keep to that version from now on. */
    void speak(StompVersion negotiated) {
        version = negotiated;
        reader.decoder().speak(negotiated);
        encoder.speak(negotiated);
    }

    /**
     * Somebody has logged in. The session may end meanwhile, on another thread: whichever comes second closes the budget.
     *
     * @param budget from which all that the session makes this pod hold is taken from now on
     */
    void connected(SessionLogin made, Duration sends, Duration hears, MemoryBudget budget) {
        memory.close();
        memory = budget;
        reader.reserveFrom(budget);
        outbox.reserveFrom(budget);
        if (ended) {
            budget.close();
        }
        sendsEvery = sends;
        hearsEvery = hears;
        login = made;
    }

    boolean write(StompCommand command, StompHeaders headers, byte[] body, @Nullable Runnable written) {
        boolean taken = outbox.offer(encoder.encode(command, headers, body), written);
        if (!taken && !isLeaving()) {
            close(CloseReason.NOT_READING);
        }
        return taken;
    }

    void write(StompCommand command, StompHeaders headers) {
        write(command, headers, new byte[0], null);
    }

    void beat() {
        outbox.offer(StompFrameEncoder.heartbeat(), null);
    }

    /** Writes an ERROR frame that refuses what the client did, then closes (STOMP 1.2, "ERROR"). */
    void fail(String message, StompHeaders more) {
        fail(CloseReason.REFUSED, message, more);
    }

    /** Writes an ERROR frame, then closes for that reason. */
    void fail(CloseReason reason, String message, StompHeaders more) {
        StompHeaders headers = new StompHeaders().add("message", message).add("content-type", "text/plain");
        more.forEach(headers::add);
        write(StompCommand.ERROR, headers, message.getBytes(StandardCharsets.UTF_8), null);
        departure.leave(reason, false);
    }

    /** Takes no more frames, and closes when all that it has taken is answered and written. */
    void leave(CloseReason reason) {
        departure.leave(reason, true);
    }

    /**
     * As {@link #leave(CloseReason)}.
     *
     * @param lastWord is run when all is answered, before it is closed
     */
    void leave(CloseReason reason, Runnable lastWord) {
        departure.leave(reason, lastWord);
    }

    /** As {@link #leave(CloseReason)}, but what is not answered by now is not waited for. */
    void leaveUnanswered() {
        departure.leave(CloseReason.POD_STOPS, false);
    }

    /** A frame is taken, to be answered. */
    void asked() {
        departure.asked();
    }

    void answered() {
        departure.answered();
    }

    /** Why the server has closed it first; null if it has not. */
    @Nullable CloseReason closedFor() {
        return departure.closedFor();
    }

    /** Closes without waiting for what is not written yet. */
    void close(CloseReason reason) {
        departure.abort(reason);
    }

    /** Cuts it off if it was told to close before that time and has not answered. */
    void endLingering(long since) {
        outbox.endLingering(since);
    }

    void heard() {
        lastRead = System.nanoTime();
    }

    /** Whether a beat is due: nothing has been written for almost the promised time. */
    boolean owesBeat(long now, Duration margin) {
        return !sendsEvery.isZero()
                && now - outbox.lastWrite() >= sendsEvery.minus(margin).toNanos();
    }

    /** Whether the peer has been silent for twice the time that it promised. */
    boolean isSilent(long now) {
        return !hearsEvery.isZero()
                && now - lastRead > hearsEvery.multipliedBy(2).toNanos();
    }

    boolean isLateToConnect(long now, Duration timeout) {
        return login == null && now - openedAt > timeout.toNanos();
    }

    Optional<Subscription> subscription(String subscriptionId) {
        return Optional.ofNullable(subscriptions.get(subscriptionId));
    }

    Subscription existing(String subscriptionId) {
        return subscription(subscriptionId)
                .orElseThrow(() -> new StompProtocolException("the session has no subscription with this id"));
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    StompVersion version() {
        return version;
    }

    FrameReader reader() {
        return reader;
    }

    Transactions transactions() {
        return transactions;
    }
}
