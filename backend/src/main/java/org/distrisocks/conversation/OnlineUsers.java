package org.distrisocks.conversation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.UserId;
import org.distrisocks.presence.PresenceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Who is connected, as far as Redis can say. */
@Component
class OnlineUsers {

    private static final Logger log = LoggerFactory.getLogger(OnlineUsers.class);

    private final PresenceRegistry presence;

    OnlineUsers(PresenceRegistry presence) {
        this.presence = presence;
    }

    /** Whether each of them is connected anywhere, by one read; a new map, empty if Redis does not answer. */
    Map<UserId, Boolean> among(Collection<UserId> users) {
        try {
            Set<UserId> online = presence.find(users).keySet();
            Map<UserId, Boolean> answer = new HashMap<>();
            users.forEach(user -> answer.put(user, online.contains(user)));
            return answer;
        } catch (DataAccessException | IllegalStateException unreachable) {
            log.debug("nobody knows who is online: {}", unreachable.getMessage());
            return Map.of();
        }
    }
}
