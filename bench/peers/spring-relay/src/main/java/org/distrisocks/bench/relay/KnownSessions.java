package org.distrisocks.bench.relay;

import java.util.stream.Collectors;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which sessions this node knows, of all nodes: one a line, in order. */
@RestController
class KnownSessions {

    private final SimpUserRegistry registry;

    KnownSessions(SimpUserRegistry registry) {
        this.registry = registry;
    }

    @GetMapping("/sessions")
    String sessions() {
        return registry.getUsers().stream()
                .flatMap(user -> user.getSessions().stream())
                .map(session -> session.getUser().getName() + " " + session.getId())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
