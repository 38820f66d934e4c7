package org.distrisocks.limit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The budgets of memory among {@code distrisocks.limits.*}, which hold always.
 *
 * @param sessionMemory bytes that one session makes a pod hold: frames not complete, in transactions, or not written yet, a page
 *     of the inbox, messages behind it, and what is remembered of messages in flight
 * @param userMemory bytes that all sessions of one user and their messages not stored yet make a pod hold
 * @param podMemory bytes that all clients make a pod hold; if absent, a quarter of the heap
 */
@ConfigurationProperties("distrisocks.limits")
public record MemoryLimits(
        @DefaultValue("2MB") DataSize sessionMemory,
        @DefaultValue("8MB") DataSize userMemory,
        @Nullable DataSize podMemory) {

    private static final int SHARE_OF_HEAP = 4;

    public MemoryLimits {
        if (sessionMemory.toBytes() < 1 || userMemory.compareTo(sessionMemory) < 0) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.session-memory must be greater than 0 and at most distrisocks.limits.user-memory");
        }
        if (podMemory != null && podMemory.compareTo(userMemory) < 0) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.pod-memory must be at least distrisocks.limits.user-memory");
        }
    }

    long podBytes() {
        return podMemory == null
                ? Math.max(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, userMemory.toBytes())
                : podMemory.toBytes();
    }
}
