package org.distrisocks.identity;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes message ids that no other pod makes and that grow within this one (RFC 9562, section 5.7).
 *
 * <p>The 48 bits of milliseconds and the 12 bits of {@code rand_a} are one counter that follows the clock and never
 * falls behind what it gave last (section 6.2, method 3), so a clock that is set back cannot repeat an id. The other 62
 * bits are random, and drawn many at a time, since each draw has a price.
 */
public final class MessageIdGenerator {

    private static final int COUNTER_BITS = 12;
    private static final int DRAWN_AT_ONCE = 1_024;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[DRAWN_AT_ONCE];
    private final ByteBuffer left = ByteBuffer.wrap(drawn).limit(0);
    private final AtomicLong last = new AtomicLong();

    public MessageId next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long ticks = last.accumulateAndGet(now, (before, clock) -> Math.max(before + 1, clock));
        long high = (ticks >>> COUNTER_BITS) << 16 | VERSION_7 | (ticks & 0xFFF);
        long low = VARIANT | random() >>> 2;
        return new MessageId(new UUID(high, low));
    }

    private synchronized long random() {
        if (!left.hasRemaining()) {
            random.nextBytes(drawn);
            left.clear();
        }
        return left.getLong();
    }
}
