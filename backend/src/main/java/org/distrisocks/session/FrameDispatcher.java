package org.distrisocks.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.account.Operators;
import org.distrisocks.session.Transactions.Held;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompHeaders;
import org.distrisocks.session.stomp.StompProtocolException;
import org.distrisocks.session.stomp.StompVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Does what the frames of a connected session say (STOMP 1.2, "Client Frames"). What is not allowed here by name is
 * refused: a {@link StompProtocolException}, from which the endpoint makes an ERROR.
 */
@Component
class FrameDispatcher {

    private final FrameLogins logins;
    private final SendReceiver sends;
    private final SubscriptionListener subscriptions;
    private final FrameAcks acks;
    private final UserLimits userLimits;
    private final Operators operators;
    private final SessionLimits limits;

    FrameDispatcher(
            FrameLogins logins,
            SendReceiver sends,
            SubscriptionListener subscriptions,
            UserLimits userLimits,
            Operators operators,
            SessionLimits limits) {
        this.logins = logins;
        this.sends = sends;
        this.subscriptions = subscriptions;
        this.acks = new FrameAcks(subscriptions);
        this.userLimits = userLimits;
        this.operators = operators;
        this.limits = limits;
    }

    void dispatch(StompSession session, StompFrame frame) {
        Runnable receipt = receipt(session, frame);
        switch (frame.command()) {
            case SEND -> send(session, frame, receipt);
            case ACK, NACK -> acknowledge(session, frame, receipt);
            case SUBSCRIBE -> subscribe(session, frame, receipt);
            case UNSUBSCRIBE -> unsubscribe(session, frame, receipt);
            case BEGIN -> {
                session.transactions().begin(frame.required("transaction"));
                receipt.run();
            }
            case COMMIT -> commit(session, frame, receipt);
            case ABORT -> {
                session.transactions().end(frame.required("transaction"), session.memory());
                receipt.run();
            }
            case DISCONNECT -> {
                session.leave(CloseReason.LEFT, receipt);
            }
            case CONNECT, STOMP -> throw new StompProtocolException("the session is connected already");
            case CONNECTED, MESSAGE, RECEIPT, ERROR ->
                throw new StompProtocolException(frame.command() + " is a server's frame");
        }
    }

    /**
     * The session is over: its subscriptions end with it. They are not taken out, since its socket may have closed while one
     * was made: then this is called again.
     */
    void end(StompSession session) {
        session.subscriptions().values().stream()
                .filter(subscription -> subscription.destination() == Destination.MESSAGES)
                .forEach(subscriptions::unsubscribed);
    }

    private void send(StompSession session, StompFrame frame, Runnable receipt) {
        String transaction = frame.header("transaction");
        switch (frame.required("destination")) {
            case Destination.SEND -> {
                if (!sends.allows(session.user())) {
                    sends.refuse(List.of(toSend(session, frame, receipt)), ProblemType.TOO_FAST);
                    if (transaction != null) {
                        session.transactions().refuse(transaction);
                    }
                } else if (transaction != null) {
                    session.transactions().hold(transaction, frame, session.memory());
                } else {
                    sends.receive(List.of(toSend(session, frame, receipt)));
                }
            }
            case Destination.TOKEN -> {
                if (transaction != null) {
                    throw new StompProtocolException("a token cannot be sent in a transaction");
                }
                session.login().renew(logins.ofRenewal(frame));
                receipt.run();
            }
            default ->
                throw new StompProtocolException(
                        "SEND is allowed to " + Destination.SEND + " and " + Destination.TOKEN + " only");
        }
    }

    private void acknowledge(StompSession session, StompFrame frame, Runnable receipt) {
        FrameAcks.Target target = FrameAcks.target(session, frame, frame.header("receipt"));
        String transaction = frame.header("transaction");
        if (transaction != null) {
            session.transactions().hold(transaction, frame, session.memory());
        } else {
            acks.settle(session, target, receipt, frame.header("receipt"));
        }
    }

    private void subscribe(StompSession session, StompFrame frame, Runnable receipt) {
        String path = frame.required("destination");
        String id = session.version() == StompVersion.V1_0 && frame.header("id") == null ? path : frame.required("id");
        AckMode ackMode = AckMode.parse(frame.header("ack"));
        Destination destination = Destination.at(path)
                .filter(known -> known != Destination.CLUSTER || operators.include(session.user()))
                .orElseThrow(() -> new StompProtocolException("this destination cannot be subscribed to"));
        if (session.subscriptions().size() == limits.maxSubscriptions()) {
            throw new StompProtocolException(
                    "a session may have at most " + limits.maxSubscriptions() + " subscriptions");
        }
        userLimits.checkSubscription(session.user());
        Subscription subscription = new Subscription(session, id, destination, ackMode, limits.maxUnacknowledged());
        if (session.subscriptions().putIfAbsent(id, subscription) != null) {
            throw new StompProtocolException("the session has a subscription with this id already");
        }
        receipt.run();
        if (destination == Destination.MESSAGES) {
            subscriptions.subscribed(subscription);
        }
    }

    private void unsubscribe(StompSession session, StompFrame frame, Runnable receipt) {
        for (Subscription subscription : toEnd(session, frame)) {
            session.subscriptions().remove(subscription.id());
            if (subscription.destination() == Destination.MESSAGES) {
                subscriptions.unsubscribed(subscription);
            }
        }
        receipt.run();
    }

    /** 1.0 may name a destination instead of an id, whether its SUBSCRIBE had an id or not. */
    private static List<Subscription> toEnd(StompSession session, StompFrame frame) {
        if (session.version() != StompVersion.V1_0 || frame.header("id") != null) {
            return List.of(session.existing(frame.required("id")));
        }
        List<Subscription> all = Destination.at(frame.required("destination"))
                .map(session::subscriptions)
                .orElse(List.of());
        if (all.isEmpty()) {
            throw new StompProtocolException("the session has no subscription to this destination");
        }
        return all;
    }

    /** The ACKs count once the SENDs are stored, and not if they are refused; the receipt follows the last of all. */
    private void commit(StompSession session, StompFrame commit, Runnable receipt) {
        Held transaction = session.transactions().end(commit.required("transaction"), session.memory());
        List<StompFrame> toSend = new ArrayList<>();
        List<HeldAck> held = new ArrayList<>();
        for (StompFrame frame : transaction.frames()) {
            if (frame.command() == StompCommand.SEND) {
                toSend.add(frame);
            } else {
                String asked = frame.header("receipt") == null ? commit.header("receipt") : frame.header("receipt");
                held.add(new HeldAck(FrameAcks.target(session, frame, asked), receipt(session, frame), asked));
            }
        }
        if (transaction.isRefused() && toSend.isEmpty()) {
            session.asked();
            sends.refuse(
                    List.of(new SendFrame(
                            session, Map.of(), new byte[0], commit.header("receipt"), FrameDispatcher::noReceipt)),
                    ProblemType.TRANSACTION_REFUSED);
            return;
        }
        if (transaction.isRefused()) {
            sends.refuse(
                    toSend.stream()
                            .map(frame -> toSend(session, frame, FrameDispatcher::noReceipt))
                            .toList(),
                    ProblemType.TRANSACTION_REFUSED);
            return;
        }
        Runnable stored = afterAll(toSend.size(), () -> {
            Runnable settled = afterAll(held.size(), receipt);
            held.forEach(ack -> acks.settle(session, ack.target, both(ack.answer, settled), ack.receipt));
        });
        if (!toSend.isEmpty()) {
            sends.receive(toSend.stream()
                    .map(frame -> toSend(session, frame, both(receipt(session, frame), stored)))
                    .toList());
        }
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    /** To be run once for each part, on any thread; the last one runs the whole, which is run at once if there are none. */
    private static Runnable afterAll(int parts, Runnable whole) {
        if (parts == 0) {
            whole.run();
            return FrameDispatcher::noReceipt;
        }
        AtomicInteger left = new AtomicInteger(parts);
        return () -> {
            if (left.decrementAndGet() == 0) {
                whole.run();
            }
        };
    }

    private static SendFrame toSend(StompSession session, StompFrame frame, Runnable stored) {
        session.asked();
        return new SendFrame(
                session, SendHeaders.of(frame), frame.body(), frame.header("receipt"), both(stored, session::answered));
    }

    private static void noReceipt() {}

    private static Runnable receipt(StompSession session, StompFrame frame) {
        String id = frame.header("receipt");
        return id == null
                ? FrameDispatcher::noReceipt
                : () -> session.write(StompCommand.RECEIPT, new StompHeaders().add("receipt-id", id));
    }

    private record HeldAck(
            FrameAcks.Target target,
            Runnable answer,
            @Nullable String receipt) {}
}
