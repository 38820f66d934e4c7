package org.distrisocks.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.distrisocks.identity.UserId;
import org.distrisocks.pod.PodLeaseRenewed;
import org.distrisocks.presence.PresenceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The sessions on this pod, by user; tells presence when a user's first one opens and the last one closes.
 *
 * <p>What Redis refuses to hear is owed to it, and told each second until it is heard: an outage that the pod's lease
 * outlives must not leave a user who is here invisible, nor one who has gone visible.
 */
@Component
public class SessionRegistry {

    private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);

    /** Users who have gone and of whom Redis has not heard; more are left to look present until they connect again. */
    private static final int MOST_OWED = 100_000;

    /** In a row, after which Redis is taken to be away. One alone may be the matter of one key. */
    private static final int MOST_FAILURES = 3;

    private final PresenceRegistry presence;
    private final Map<UserId, List<StompSession>> sessions = new ConcurrentHashMap<>();
    private final Set<UserId> owed = ConcurrentHashMap.newKeySet();

    /** Redis did not answer the last time, so nobody waits for it but {@link #tellOwed}. */
    private volatile boolean isSilent;

    private final Object[] stripes = Stream.generate(Object::new).limit(256).toArray();

    SessionRegistry(PresenceRegistry presence) {
        this.presence = presence;
    }

    /** The user's sessions on this pod, oldest first; empty if there are none. */
    public List<StompSession> sessionsOf(UserId user) {
        return sessions.getOrDefault(user, List.of());
    }

    /** All subscriptions of that destination among the user's sessions on this pod. */
    public List<Subscription> subscriptions(UserId user, Destination destination) {
        return sessionsOf(user).stream()
                .flatMap(session -> session.subscriptions(destination).stream())
                .toList();
    }

    /** How many users have a session on this pod. */
    int users() {
        return sessions.size();
    }

    /** How many sessions are connected to this pod. */
    public int count() {
        return sessions.values().stream().mapToInt(Collection::size).sum();
    }

    /**
     * One user's first session may open while the last one closes. Were the two writes to Redis to pass each other, the
     * user would be connected and absent; so both are made under the user's stripe, in the order of the changes here.
     */
    void add(StompSession session) {
        UserId user = session.user();
        synchronized (stripe(user)) {
            List<StompSession> before = sessionsOf(user);
            sessions.put(
                    user, Stream.concat(before.stream(), Stream.of(session)).toList());
            if (before.isEmpty()) {
                tellPresence(user);
            }
        }
    }

    void remove(StompSession session) {
        UserId user = session.user();
        synchronized (stripe(user)) {
            List<StompSession> left =
                    sessionsOf(user).stream().filter(s -> s != session).toList();
            if (left.isEmpty()) {
                sessions.remove(user);
                tellPresence(user);
            } else {
                sessions.put(user, left);
            }
        }
    }

    /** Redis may have lost whom this pod serves: says it again for each, on a thread that is in nobody's way. */
    @EventListener
    void on(PodLeaseRenewed lost) {
        owed.addAll(sessions.keySet());
        Thread.ofVirtual().name("presence-again").start(this::tellOwed);
    }

    /** An entry in Redis has a TTL of a day. */
    @Scheduled(initialDelay = 6, fixedRate = 6, timeUnit = TimeUnit.HOURS)
    void renew() {
        owed.addAll(sessions.keySet());
    }

    @Scheduled(fixedRate = 1_000)
    @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // A concurrent set allows it.
    void tellOwed() {
        int failures = 0;
        for (UserId user : owed) {
            synchronized (stripe(user)) {
                if (tryToTell(user)) {
                    owed.remove(user);
                    failures = 0;
                } else if (++failures == MOST_FAILURES) {
                    return;
                }
            }
        }
    }

    /** A user whose presence could not be written is served from the inbox until it can. The caller has the stripe. */
    private void tellPresence(UserId user) {
        if (isSilent || !tryToTell(user)) {
            if (sessions.containsKey(user) || owed.size() < MOST_OWED) {
                owed.add(user);
            } else {
                owed.remove(user);
            }
        } else {
            owed.remove(user);
        }
    }

    private boolean tryToTell(UserId user) {
        try {
            if (sessions.containsKey(user)) {
                presence.add(user);
            } else {
                presence.remove(user);
            }
            isSilent = false;
            return true;
        } catch (DataAccessException | IllegalStateException unreachable) {
            if (!isSilent) {
                log.warn("the presence of {} could not be written: {}", user, unreachable.getMessage());
            }
            isSilent = true;
            return false;
        }
    }

    private Object stripe(UserId user) {
        return stripes[Math.floorMod(user.hashCode(), stripes.length)];
    }
}
