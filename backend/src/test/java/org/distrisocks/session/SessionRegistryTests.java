package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.pod.PodLeaseRenewed;
import org.distrisocks.presence.PresenceRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;

/** What is owed to a presence that refuses to hear; with a real one it is told by the cluster's tests. */
class SessionRegistryTests {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    private final Set<UserId> present = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final PresenceRegistry presence = mock();
    private final SessionRegistry registry = new SessionRegistry(presence);
    private volatile boolean down;

    @BeforeEach
    void remember() {
        doAnswer(call -> hear(() -> present.add(call.getArgument(0))))
                .when(presence)
                .add(any());
        doAnswer(call -> hear(() -> present.remove(call.<UserId>getArgument(0))))
                .when(presence)
                .remove(any());
    }

    @Test
    void makesAUserVisibleWhoCameDuringAnOutage() {
        down = true;
        registry.add(session(ALICE));
        registry.tellOwed();
        assertThat(present).isEmpty();

        down = false;
        registry.tellOwed();

        assertThat(present).containsExactly(ALICE);
    }

    @Test
    void makesAUserInvisibleWhoLeftDuringAnOutage() {
        StompSession alice = session(ALICE);
        registry.add(alice);
        down = true;
        registry.remove(alice);
        assertThat(present).containsExactly(ALICE);

        down = false;
        registry.tellOwed();

        assertThat(present).isEmpty();
    }

    @Test
    void tellsTheLastStateOfOneWhoCameAndWent() {
        down = true;
        StompSession alice = session(ALICE);
        registry.add(alice);
        registry.remove(alice);
        registry.add(session(BOB));

        down = false;
        registry.tellOwed();

        assertThat(present).containsExactly(BOB);
    }

    @Test
    void letsNobodyWaitForASilentRedisButTheFirst() {
        down = true;
        for (int i = 0; i < 100; i++) {
            registry.add(session(new UserId("user-" + i)));
        }
        assertThat(calls).hasValue(1);

        down = false;
        registry.tellOwed();

        assertThat(present).hasSize(100);
    }

    @Test
    void tellsAllAgainWhenTheLeaseWasLost() {
        registry.add(session(ALICE));
        present.clear();

        registry.on(new PodLeaseRenewed(new PodEpoch(new PodId("pod"), 1)));
        registry.tellOwed();

        assertThat(present).containsExactly(ALICE);
    }

    private Object hear(Runnable change) {
        calls.incrementAndGet();
        if (down) {
            throw new RedisConnectionFailureException("down");
        }
        change.run();
        return "";
    }

    private static StompSession session(UserId user) {
        return new ScriptedPeer().connect(user);
    }
}
