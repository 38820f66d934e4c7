package org.distrisocks.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.distrisocks.identity.MessageId;

/**
 * Messages that the client of a subscription has acknowledged by one ACK, on their way to be recorded as DELIVERED. Whoever
 * takes it calls {@link #recorded()} or {@link #notRecorded()}, once, on any thread: the RECEIPT of the ACK, and of any that
 * repeats it, waits for that.
 */
public final class Acknowledgement {

    private final Subscription subscription;
    private final List<MessageId> messages;
    private final List<Consumer<AckOutcome>> waiting = new ArrayList<>(1);

    Acknowledgement(Subscription subscription, List<MessageId> messages) {
        this.subscription = subscription;
        this.messages = messages;
    }

    /** In the order of writing; at least one. */
    public List<MessageId> messages() {
        return messages;
    }

    public void recorded() {
        subscription.end(this, AckOutcome.RECORDED);
    }

    /** Its client may repeat the ACK. */
    public void notRecorded() {
        subscription.end(this, AckOutcome.NOT_RECORDED);
    }

    /** Only with the lock of the subscription, and before it has ended. */
    void await(Consumer<AckOutcome> outcome) {
        waiting.add(outcome);
    }

    /** Only without that lock. */
    void tell(AckOutcome outcome) {
        waiting.forEach(one -> one.accept(outcome));
    }
}
