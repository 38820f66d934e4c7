package org.distrisocks.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.distrisocks.identity.UserId;
import org.distrisocks.pod.PodLeaseRenewed;
import org.distrisocks.presence.PresenceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The sessions on this pod, by user; tells presence when a user's first one opens and the last one closes. */
@Component
public class SessionRegistry {

    private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);

    private final PresenceRegistry presence;
    private final Map<UserId, List<StompSession>> sessions = new ConcurrentHashMap<>();
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
                tellPresence(user, true);
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
                tellPresence(user, false);
            } else {
                sessions.put(user, left);
            }
        }
    }

    /** Redis may have lost whom this pod serves: says it again for each, on a thread that is in nobody's way. */
    @EventListener
    void on(PodLeaseRenewed lost) {
        Thread.ofVirtual()
                .name("presence-again")
                .start(() -> sessions.keySet().forEach(user -> {
                    synchronized (stripe(user)) {
                        if (sessions.containsKey(user)) {
                            tellPresence(user, true);
                        }
                    }
                }));
    }

    /** A user whose presence could not be written is served from the inbox until it can. */
    private void tellPresence(UserId user, boolean isHere) {
        try {
            if (isHere) {
                presence.add(user);
            } else {
                presence.remove(user);
            }
        } catch (DataAccessException unreachable) {
            log.warn("the presence of {} could not be written: {}", user, unreachable.getMessage());
        }
    }

    private Object stripe(UserId user) {
        return stripes[Math.floorMod(user.hashCode(), stripes.length)];
    }
}
