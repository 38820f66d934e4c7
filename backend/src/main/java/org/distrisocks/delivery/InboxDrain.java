package org.distrisocks.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.distrisocks.inbox.InboxReader;
import org.distrisocks.inbox.MessageStatus;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.relay.StatusPublisher;
import org.distrisocks.session.StompSession;
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
    private final int page;

    InboxDrain(InboxReader inbox, StatusPublisher statuses, DeliveryProperties properties) {
        this.inbox = inbox;
        this.statuses = statuses;
        this.page = properties.page();
    }

    /** Begins on a thread of its own; the feed is live when it ends. */
    void start(Feed feed) {
        Thread.ofVirtual().name("inbox-drain").start(() -> {
            try {
                drain(feed);
            } catch (DataAccessException unreachable) {
                log.warn("an inbox could not be read, again in {}: {}", PAUSE, unreachable.getMessage());
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> start(feed));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void drain(Feed feed) throws InterruptedException {
        StompSession session = feed.subscription().session();
        long after = 0;
        while (session.awaitRoom()) {
            List<StoredMessage> messages = inbox.page(session.user(), after, page);
            WrittenMessages written = new WrittenMessages(statuses);
            boolean goesOn = true;
            for (StoredMessage message : messages) {
                goesOn = session.awaitRoom() && feed.fromInbox(toItem(message, written));
                if (!goesOn) {
                    break;
                }
                after = message.seq();
            }
            statuses.delivered(written.close(), null);
            if (!goesOn || messages.size() < page && feed.goLive()) {
                return;
            }
        }
    }

    /** A message that was SENT has perhaps been seen: its pod may have died before it could say so. */
    private static Feed.Item toItem(StoredMessage message, WrittenMessages written) {
        Map<String, String> headers = new HashMap<>(UserHeaders.parse(message.userHeaders()));
        if (message.status() != MessageStatus.NONE) {
            headers.put("redelivered", "true");
        }
        return new Feed.Item(message.id(), headers, message.body(message.status()), written);
    }
}
