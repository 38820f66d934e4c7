package org.distrisocks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.distrisocks.delivery.GivenMessages.Leftovers;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.InboxPage;
import org.distrisocks.inbox.InboxReader;
import org.distrisocks.inbox.MessageStatus;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.StatusEvent;
import org.distrisocks.relay.StatusPublisher;
import org.distrisocks.session.StompSession;
import org.distrisocks.trace.Trace;
import org.distrisocks.tracing.MessageSpans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reads a user's inbox into one subscription, a page at a time and no faster than its client reads. */
@Component
class InboxDrain {

    private static final Logger log = LoggerFactory.getLogger(InboxDrain.class);

    /** Before an inbox that could not be read is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InboxReader inbox;
    private final StatusPublisher statuses;
    private final StatusLedger ledger;
    private final Counters counters;
    private final Trace trace;
    private final MessageSpans spans;
    private final int page;
    private final long pageBytes;
    private final long heldByPage;
    private final Semaphore readers;

    InboxDrain(
            InboxReader inbox,
            StatusPublisher statuses,
            StatusLedger ledger,
            DeliveryProperties properties,
            Counters counters,
            Trace trace,
            MessageSpans spans) {
        this.inbox = inbox;
        this.statuses = statuses;
        this.ledger = ledger;
        this.counters = counters;
        this.trace = trace;
        this.spans = spans;
        this.page = properties.page();
        this.pageBytes = properties.pageSize().toBytes();
        this.heldByPage = properties.heldByPage();
        this.readers = new Semaphore(properties.readers(), true);
    }

    /** Sees to it that the inbox is read once more, on a thread of its own; the feed is live afterwards. */
    void read(Feed feed) {
        if (feed.wantInbox()) {
            start(feed);
        }
    }

    private void start(Feed feed) {
        Thread.ofVirtual().name("inbox-drain").start(() -> {
            try {
                while (feed.begin()) {
                    drain(feed);
                    if (feed.awaitsStatuses()) {
                        startLater(feed);
                        return;
                    }
                }
            } catch (DataAccessException unreachable) {
                log.warn("an inbox could not be read, again in {}: {}", PAUSE, unreachable.getMessage());
                startLater(feed);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException bug) {
                // Nobody else would read for this feed: it is this reader's turn.
                log.error("an inbox could not be read, again in {}", PAUSE, bug);
                startLater(feed);
            }
        });
    }

    private void startLater(Feed feed) {
        feed.wantInbox();
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> start(feed));
    }

    private void drain(Feed feed) throws InterruptedException {
        StompSession session = feed.subscription().session();
        if (!session.awaitRoom() || session.memory().isTight()) {
            // Nothing is asked for a session that has no room for the answer.
            feed.pause();
            return;
        }
        if (!feed.hasStart()) {
            feed.startAt(ask(inbox::latest));
        }
        Collection<Long> before = confirm(feed).stay();
        long after = 0;
        while (session.awaitRoom() && feed.hasRoom()) {
            switch (give(after, before, feed)) {
                case Progress.Stopped _ -> {
                    return;
                }
                case Progress.Finished _ -> {
                    feed.goLive();
                    return;
                }
                case Progress.UpTo(long seq) -> after = seq;
            }
            if (feed.wantsConfirmation() && confirm(feed).hasExpired()) {
                // What has expired stands before the place where this reading has come to.
                feed.wantInbox();
                return;
            }
        }
    }

    /** How far a page has brought a reading. */
    private sealed interface Progress {

        /** No more may follow: the feed waits, or is over. */
        record Stopped() implements Progress {}

        /** There are no more. */
        record Finished() implements Progress {}

        record UpTo(long seq) implements Progress {}
    }

    /** Delivers the next page. It is held, and counted, while its client is waited for. */
    private Progress give(long after, Collection<Long> without, Feed feed) throws InterruptedException {
        StompSession session = feed.subscription().session();
        MemoryBudget memory = session.memory();
        InboxPage read;
        long held = heldByPage;
        readers.acquire();
        try {
            // Not before its turn: whoever waits for that holds nothing.
            if (memory.reserve(held).isPresent()) {
                feed.pause();
                return new Progress.Stopped();
            }
            try {
                read = inbox.page(session.user(), after, without, page, pageBytes);
            } catch (RuntimeException unread) {
                memory.release(held);
                throw unread;
            }
        } finally {
            readers.release();
        }
        long surplus = Math.max(0, held - read.heldBytes());
        memory.release(surplus);
        try {
            long last = give(read.messages(), feed);
            if (last < 0) {
                return new Progress.Stopped();
            }
            return read.isLast() ? new Progress.Finished() : new Progress.UpTo(last);
        } finally {
            memory.release(held - surplus);
        }
    }

    /**
     * @return the {@code seq} of the last one; 0 if there was none; -1 if no more may follow
     */
    private long give(List<StoredMessage> messages, Feed feed) throws InterruptedException {
        WrittenMessages written = new WrittenMessages(statuses, trace);
        int given = 0;
        long last = 0;
        try {
            for (StoredMessage message : messages) {
                Taken taken = feed.subscription().session().awaitRoom()
                        ? feed.fromInbox(toIncoming(message, written).traced(spans))
                        : Taken.NOT;
                if (taken == Taken.NOT) {
                    last = -1;
                    break;
                }
                given += taken == Taken.NEW ? 1 : 0;
                last = message.seq();
            }
        } finally {
            statuses.delivered(written.close());
        }
        counters.add(Counted.SWEPT, feed.isNew() ? 0 : given);
        return last;
    }

    /**
     * Asks which messages that were given have left the inbox. The ledger is told directly of those that should have:
     * whatever kept the news from it, Kafka perhaps, may do so still.
     *
     * @return what a reading that begins now leaves out
     */
    private Confirmation confirm(Feed feed) throws InterruptedException {
        Map<MessageId, Long> outstanding = feed.outstanding();
        if (outstanding.isEmpty()) {
            return new Confirmation(Set.of(), false);
        }
        UserId user = feed.subscription().session().user();
        Set<Long> remaining = ask(() -> inbox.remaining(user, outstanding.values()));
        Leftovers leftovers = feed.confirm(outstanding.keySet(), remaining);
        if (!leftovers.unreported().isEmpty()) {
            StatusEvent event = statuses.toDelivered(leftovers.unreported(), Instant.now());
            ask(() -> {
                ledger.receive(List.of(event), false);
                return event;
            });
            counters.add(Counted.REPORTED_AGAIN, event.messageIds().size());
        }
        Set<Long> stay = new HashSet<>(remaining);
        leftovers.expired().forEach(id -> stay.remove(outstanding.get(id)));
        return new Confirmation(stay, !leftovers.expired().isEmpty());
    }

    /**
     * What the inbox has answered.
     *
     * @param stay the {@code seq} of those that were delivered, are in the inbox, and need no repeat
     * @param hasExpired whether some are to be delivered again
     */
    private record Confirmation(Collection<Long> stay, boolean hasExpired) {}

    private <T> T ask(Supplier<T> question) throws InterruptedException {
        readers.acquire();
        try {
            return question.get();
        } finally {
            readers.release();
        }
    }

    /** A message that was SENT has perhaps been seen: its pod may have died before it could say so. */
    private static Incoming toIncoming(StoredMessage message, WrittenMessages written) {
        Map<String, String> headers = new HashMap<>(UserHeaders.parse(message.userHeaders()));
        if (message.status() != MessageStatus.NONE) {
            headers.put("redelivered", "true");
        }
        return new Incoming(
                message.id(), message.sender(), message.seq(), 0, headers, message.body(message.status()), written);
    }
}
