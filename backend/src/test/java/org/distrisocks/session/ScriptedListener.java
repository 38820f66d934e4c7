package org.distrisocks.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.distrisocks.identity.MessageId;

/** Takes the place of {@code delivery}: knows what was acknowledged, and records it when the test says so. */
final class ScriptedListener implements SubscriptionListener {

    final List<MessageId> acknowledged = new ArrayList<>();
    final List<MessageId> refused = new ArrayList<>();
    final List<Subscription> ended = new ArrayList<>();
    private final Queue<Acknowledgement> unrecorded = new ArrayDeque<>();

    @Override
    public void subscribed(Subscription subscription) {}

    @Override
    public void unsubscribed(Subscription subscription) {
        ended.add(subscription);
    }

    @Override
    public void acknowledged(Subscription subscription, Acknowledgement acknowledgement) {
        acknowledged.addAll(acknowledgement.messages());
        unrecorded.add(acknowledgement);
    }

    @Override
    public void refused(Subscription subscription, List<MessageId> messages) {
        refused.addAll(messages);
    }

    /** The oldest that is under way. */
    Acknowledgement take() {
        return unrecorded.remove();
    }

    void record() {
        take().recorded();
    }

    void lose() {
        take().notRecorded();
    }
}
