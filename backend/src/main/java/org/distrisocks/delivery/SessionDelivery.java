package org.distrisocks.delivery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessageStatus;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.Envelope;
import org.distrisocks.relay.Envelope.CopyEnvelope;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.distrisocks.relay.Envelope.TickEnvelope;
import org.distrisocks.relay.EnvelopeReceiver;
import org.distrisocks.relay.StatusPublisher;
import org.distrisocks.session.Acknowledgement;
import org.distrisocks.session.Destination;
import org.distrisocks.session.GatheredWrites;
import org.distrisocks.session.SessionRegistry;
import org.distrisocks.session.Subscription;
import org.distrisocks.session.SubscriptionListener;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.distrisocks.tracing.MessageSpans;
import org.distrisocks.tracing.TraceHeaders;
import org.springframework.stereotype.Component;

/**
 * Gives the sessions of this pod what comes for their users.
 *
 * <p>A message whose receiver has no subscription here any more stays in the inbox: whoever subscribes elsewhere reads it
 * from there, since it was committed before it was routed to this pod (ADR 5).
 */
@Component
class SessionDelivery implements EnvelopeReceiver, SubscriptionListener {

    /** About 1 MB; a pod gets no more within a second. */
    private static final int COPIES = 10_000;

    private final SessionRegistry sessions;
    private final InboxDrain drain;
    private final StatusPublisher statuses;
    private final DeliveryProperties properties;
    private final Counters counters;
    private final Trace trace;
    private final MessageSpans spans;
    /** Of all users: Kafka repeats what came within the last second or so. */
    private final RecentIds copies = new RecentIds(COPIES);

    private final Map<Subscription, Feed> feeds = new ConcurrentHashMap<>();

    SessionDelivery(
            SessionRegistry sessions,
            InboxDrain drain,
            StatusPublisher statuses,
            DeliveryProperties properties,
            Counters counters,
            Trace trace,
            MessageSpans spans) {
        this.sessions = sessions;
        this.drain = drain;
        this.statuses = statuses;
        this.properties = properties;
        this.counters = counters;
        this.trace = trace;
        this.spans = spans;
    }

    @Override
    public List<MessageId> receive(List<Envelope> envelopes) {
        WrittenMessages written = new WrittenMessages(statuses, trace);
        try {
            GatheredWrites.during(() -> envelopes.forEach(envelope -> receive(envelope, written)));
        } catch (RuntimeException bug) {
            // What was written before it is known by its id when the batch comes again, and is not reported then.
            statuses.delivered(written.close());
            throw bug;
        }
        return written.close();
    }

    private void receive(Envelope envelope, WrittenMessages written) {
        switch (envelope) {
            case MessageEnvelope message -> deliver(message, written);
            case CopyEnvelope copy -> copy(copy);
            case TickEnvelope tick -> tick(tick);
            case NoticeEnvelope notice -> notice(notice);
        }
    }

    private void deliver(MessageEnvelope message, WrittenMessages written) {
        Map<String, String> headers = TraceHeaders.with(UserHeaders.parse(message.userHeaders()), message.span());
        if (Trace.isAsked(headers)) {
            trace.add(message.messageId(), Step.CONSUMED, Map.of());
        }
        Incoming item = new Incoming(
                message.messageId(),
                message.sender(),
                message.seq(),
                message.behind(),
                headers,
                message.body(),
                written);
        for (Subscription subscription : sessions.subscriptions(message.user(), Destination.MESSAGES)) {
            Feed feed = feeds.get(subscription);
            Wish wish = feed == null ? Wish.NOTHING : feed.live(item.traced(spans));
            if (feed != null && wish != Wish.NOTHING) {
                counters.add(Counted.GAPS, wish == Wish.INBOX ? 1 : 0);
                drain.read(feed);
            }
        }
    }

    private void copy(CopyEnvelope copy) {
        if (!copies.add(copy.messageId())) {
            return;
        }
        Map<String, String> headers = UserHeaders.parse(copy.userHeaders());
        sessions.subscriptions(copy.user(), Destination.MESSAGES).stream()
                .filter(subscription -> !subscription.session().id().value().equals(copy.originSession()))
                .map(feeds::get)
                .filter(Objects::nonNull)
                .forEach(feed -> feed.copy(copy.messageId(), headers, copy.body()));
    }

    private void tick(TickEnvelope tick) {
        if (trace.isFollowed(tick.messageId())) {
            String status = MessageStatus.ofCode(tick.rank()).name();
            trace.add(tick.messageId(), Step.TICKED, Map.of("status", status));
        }
        sessions.sessionsOf(tick.user()).forEach(session -> session.tick(tick.messageId(), tick.rank(), tick.body()));
    }

    private void notice(NoticeEnvelope notice) {
        sessions.sessionsOf(notice.user()).forEach(session -> session.write(Destination.CONVERSATIONS, notice.body()));
    }

    @Override
    public void subscribed(Subscription subscription) {
        Feed feed = new Feed(subscription, properties, counters);
        feeds.put(subscription, feed);
        drain.read(feed);
    }

    @Override
    public void unsubscribed(Subscription subscription) {
        Feed feed = feeds.remove(subscription);
        if (feed != null) {
            feed.end();
        }
    }

    @Override
    public void acknowledged(Subscription subscription, Acknowledgement acknowledgement) {
        List<MessageId> messages = acknowledgement.messages();
        statuses.delivered(messages, outcome -> {
            switch (outcome) {
                case RECORDED -> acknowledgement.recorded();
                case LOST -> acknowledgement.notRecorded();
            }
        });
        messages.stream().filter(trace::isFollowed).forEach(message -> trace.add(message, Step.ACKED, Map.of()));
        settled(subscription, feed -> feed.acknowledged(messages));
    }

    @Override
    public void refused(Subscription subscription, List<MessageId> messages) {
        settled(subscription, feed -> feed.refused(messages));
    }

    private void settled(Subscription subscription, Predicate<Feed> wantsInbox) {
        Feed feed = feeds.get(subscription);
        if (feed != null && wantsInbox.test(feed)) {
            drain.read(feed);
        }
    }

    /** All that users of this pod are subscribed by, by user. */
    Map<UserId, List<Feed>> feeds() {
        return feeds.values().stream()
                .collect(Collectors.groupingBy(
                        feed -> feed.subscription().session().user()));
    }
}
