package org.distrisocks.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.springframework.stereotype.Component;

/** The budget of this pod, and in it those of its users and their sessions. */
@Component
public class PodMemory {

    /** Of a user's budget: who holds no more is served by a pod that others have filled. */
    private static final int SMALL_SHARE = 16;

    private final MemoryBudget pod;
    private final long sessionBytes;

    /** A budget lives as long as a session or a message refers to it, so that a user cannot begin anew by coming again. */
    private final LoadingCache<UserId, MemoryBudget> users;

    public PodMemory(MemoryLimits limits, Counters counters, Measures measures) {
        long userBytes = limits.userMemory().toBytes();
        this.pod = MemoryBudget.ofPod(
                limits.podBytes(), userBytes / SMALL_SHARE, full -> counters.add(Counted.LIMITS_REACHED, full, 1));
        this.sessionBytes = limits.sessionMemory().toBytes();
        this.users = Caffeine.newBuilder().weakValues().executor(Runnable::run).build(_ -> pod.ofUser(userBytes));
        measures.gauge(Measured.MEMORY_USED, "", pod, MemoryBudget::used);
        measures.gauge(Measured.MEMORY_BOUND, "", limits, MemoryLimits::podBytes);
    }

    /** That of one user, for as long as the caller keeps it. */
    public MemoryBudget ofUser(UserId user) {
        return users.get(user);
    }

    /** That of a new session, to be closed with it. */
    public MemoryBudget ofSession(UserId user) {
        return ofUser(user).ofSession(sessionBytes);
    }

    /** That of a connection that nobody has logged in on yet, to be closed with it or at the login. */
    public MemoryBudget ofStranger() {
        return pod.ofSession(sessionBytes);
    }
}
