package org.distrisocks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.InboxReader;
import org.distrisocks.schedule.PeriodicTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final DeliveryProperties properties;

    InboxSweep(SessionDelivery delivery, InboxReader inbox, InboxDrain drain, DeliveryProperties properties) {
        super("inbox-sweep", properties.sweepPeriod());
        this.delivery = delivery;
        this.inbox = inbox;
        this.drain = drain;
        this.properties = properties;
    }

    /** Looks once. */
    @Override
    protected void run() {
        Map<UserId, List<Feed>> feeds = delivery.feeds();
        List<UserId> users = new ArrayList<>(feeds.keySet());
        try {
            for (int from = 0; from < users.size(); from += CHUNK) {
                List<UserId> chunk = users.subList(from, Math.min(from + CHUNK, users.size()));
                Set<UserId> stale = inbox.stale(chunk, properties.sweepAge());
                stale.forEach(user -> feeds.getOrDefault(user, List.of()).forEach(drain::read));
            }
        } catch (DataAccessException unreachable) {
            log.warn("the inboxes could not be swept, again in {}: {}", period(), unreachable.getMessage());
        }
    }
}
