package org.distrisocks.session.stomp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One side's {@code heart-beat} header (STOMP 1.2, "Heart-beating").
 *
 * @param canSend the shortest time between two beats that this side can keep; zero: it sends none
 * @param wants the time between two beats that this side would like to get; zero: it wants none
 */
public record HeartBeat(Duration canSend, Duration wants) {

    /** 24 days; what is longer counts as this, so that reckoning with it is safe. */
    private static final long LONGEST_MILLISECONDS = Integer.MAX_VALUE;

    /** Sends none and wants none. */
    public static final HeartBeat NONE = new HeartBeat(Duration.ZERO, Duration.ZERO);

    /**
     * @param header for example {@code 10000,0}, in milliseconds; null counts as {@code 0,0}
     * @throws StompProtocolException if it has another form
     */
    public static HeartBeat parse(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        String[] parts = header.split(",", -1);
        if (parts.length != 2) {
            throw malformed();
        }
        return new HeartBeat(milliseconds(parts[0].trim()), milliseconds(parts[1].trim()));
    }

    /** How often the other side sends to this one; zero: not at all. */
    public Duration receivesFrom(HeartBeat other) {
        if (wants.isZero() || other.canSend.isZero()) {
            return Duration.ZERO;
        }
        return wants.compareTo(other.canSend) > 0 ? wants : other.canSend;
    }

    @Override
    public String toString() {
        return canSend.toMillis() + "," + wants.toMillis();
    }

    private static Duration milliseconds(String text) {
        try {
            long milliseconds = Long.parseLong(text);
            if (milliseconds >= 0) {
                return Duration.ofMillis(Math.min(milliseconds, LONGEST_MILLISECONDS));
            }
        } catch (NumberFormatException notANumber) {
            throw malformed();
        }
        throw malformed();
    }

    private static StompProtocolException malformed() {
        return new StompProtocolException("heart-beat must be two whole numbers of milliseconds with a comma between");
    }
}
