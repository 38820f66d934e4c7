package org.distrisocks.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.InboxReader;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.distrisocks.schedule.PeriodicTask;
import org.distrisocks.settings.SettingsChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Looks after the inboxes of the users who are connected to this pod: what has waited there too long is given to them,
 * whatever the fast path did with it (DESIGN §1).
 */
@Component
class InboxSweep extends PeriodicTask {

    private static final Logger log = LoggerFactory.getLogger(InboxSweep.class);

    /** Users asked for by one statement. */
    private static final int CHUNK = 1_000;

    private final SessionDelivery delivery;
    private final InboxReader inbox;
    private final InboxDrain drain;
    private volatile DeliveryProperties properties;
    private volatile Duration oldest = Duration.ZERO;

    InboxSweep(
            SessionDelivery delivery,
            InboxReader inbox,
            InboxDrain drain,
            DeliveryProperties properties,
            Measures measures) {
        super("inbox-sweep", properties.sweepPeriod());
        this.delivery = delivery;
        this.inbox = inbox;
        this.drain = drain;
        this.properties = properties;
        measures.gauge(Measured.INBOX_AGE, "", this, sweep -> sweep.oldest.toMillis() / 1_000.0);
    }

    @EventListener
    void on(SettingsChanged changed) {
        changed.read(DeliveryProperties.class, fresh -> {
            properties = fresh;
            every(fresh.sweepPeriod());
        });
    }

    /** Looks once. */
    @Override
    protected void run() {
        Map<UserId, List<Feed>> feeds = delivery.feeds();
        List<UserId> users = new ArrayList<>(feeds.keySet());
        feeds.values().forEach(ofUser -> ofUser.stream().filter(Feed::rests).forEach(drain::read));
        Duration longest = Duration.ZERO;
        try {
            for (int from = 0; from < users.size(); from += CHUNK) {
                List<UserId> chunk = users.subList(from, Math.min(from + CHUNK, users.size()));
                for (Map.Entry<UserId, Duration> stale :
                        inbox.stale(chunk, properties.sweepAge()).entrySet()) {
                    feeds.getOrDefault(stale.getKey(), List.of()).forEach(drain::read);
                    longest = stale.getValue().compareTo(longest) > 0 ? stale.getValue() : longest;
                }
            }
            oldest = longest;
        } catch (DataAccessException unreachable) {
            log.warn("the inboxes could not be swept, again in {}: {}", period(), unreachable.getMessage());
        }
    }
}
