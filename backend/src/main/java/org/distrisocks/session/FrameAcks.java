package org.distrisocks.session;

import java.util.List;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.MessageId;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompHeaders;
import org.distrisocks.session.stomp.StompProtocolException;
import org.jspecify.annotations.Nullable;

/** Does what ACK and NACK say. The RECEIPT of an ACK means that DELIVERED is durable, be it the first ACK or a repeat. */
final class FrameAcks {

    /** Bytes of what waits for the outcome of an ACK, beside its receipt. */
    private static final int OBJECTS = 256;

    private final SubscriptionListener subscriptions;

    FrameAcks(SubscriptionListener subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * What an ACK or NACK names.
     *
     * @param message null if it is none that an existing subscription can have had
     * @param candidates the subscriptions that may have had it
     */
    record Target(StompCommand command, @Nullable MessageId message, List<Subscription> candidates) {}

    /**
     * 1.2 names the {@code ack} header of the MESSAGE, 1.1 its subscription and id, 1.0 its id alone.
     *
     * @param receipt the id that a RECEIPT is to have; null if none is asked for
     * @throws StompProtocolException if there is no such message and a RECEIPT of its ACK would not be true
     */
    static Target target(StompSession session, StompFrame frame, @Nullable String receipt) {
        Target target = switch (session.version()) {
            case V1_2 -> byAckId(session, frame);
            case V1_1 ->
                new Target(
                        frame.command(), messageId(frame), List.of(session.existing(frame.required("subscription"))));
            case V1_0 ->
                new Target(
                        frame.command(),
                        messageId(frame),
                        List.copyOf(session.subscriptions().values()));
        };
        if (target.candidates.isEmpty() && target.command == StompCommand.ACK && receipt != null) {
            throw new StompProtocolException("no subscription has a message with this id");
        }
        return target;
    }

    private static Target byAckId(StompSession session, StompFrame frame) {
        String ackId = frame.required("id");
        for (Subscription subscription : session.subscriptions().values()) {
            MessageId message = subscription.messageOf(ackId).orElse(null);
            if (message != null) {
                return new Target(frame.command(), message, List.of(subscription));
            }
        }
        return new Target(frame.command(), null, List.of());
    }

    private static MessageId messageId(StompFrame frame) {
        try {
            return MessageId.parse(frame.required("message-id"));
        } catch (InvalidIdException notOurs) {
            throw new StompProtocolException("there is no message with that message-id");
        }
    }

    /**
     * Settles what the frame names. An ACK counts as unanswered until it is recorded.
     *
     * @param answer is run when that is done, for an ACK when it is recorded, perhaps on another thread
     * @param receipt the id of the RECEIPT that is asked for; if an ACK cannot be recorded, an ERROR names it. Null: nobody
     *     asks
     */
    void settle(StompSession session, Target target, Runnable answer, @Nullable String receipt) {
        MessageId message = target.message;
        if (message == null || target.candidates.isEmpty()) {
            answer.run();
            return;
        }
        Subscription subscription = target.candidates.stream()
                .filter(candidate -> candidate.owes(message))
                .findFirst()
                .orElse(target.candidates.getFirst());
        if (target.command == StompCommand.NACK) {
            List<MessageId> refused = subscription.refuse(message);
            if (!refused.isEmpty()) {
                subscriptions.refused(subscription, refused);
            }
            answer.run();
            return;
        }
        MemoryBudget memory = session.memory();
        long held = OBJECTS + (receipt == null ? 0 : 2L * receipt.length());
        if (memory.reserve(held).isPresent()) {
            session.fail(CloseReason.FAILED, "too many ACKs wait to be recorded", StompHeaders.answering(receipt));
            return;
        }
        session.asked();
        subscription
                .acknowledge(message, outcome -> {
                    memory.release(held);
                    switch (outcome) {
                        case RECORDED -> answer.run();
                        case NOT_RECORDED -> fail(session, receipt);
                    }
                    session.answered();
                })
                .ifPresent(fresh -> subscriptions.acknowledged(subscription, fresh));
    }

    private static void fail(StompSession session, @Nullable String receipt) {
        if (receipt != null) {
            session.fail(
                    CloseReason.FAILED,
                    "the acknowledgement could not be recorded, the message will come again",
                    StompHeaders.answering(receipt));
        }
    }
}
