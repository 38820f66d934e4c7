package org.distrisocks.submission;

import java.util.List;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.KeyedRate;
import org.distrisocks.limit.Limit;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.session.Problem;
import org.distrisocks.session.ProblemType;
import org.distrisocks.settings.SettingsChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How many messages a user may send to this pod in a time, over all sessions and REST. */
@Component
class SendRate {

    private volatile MessageLimits limits;
    private final Counters counters;
    private volatile KeyedRate<UserId> rate;

    SendRate(MessageLimits limits, Counters counters) {
        this.limits = limits;
        this.counters = counters;
        this.rate = new KeyedRate<>(limits.sendRate(), limits.sendBurst());
    }

    /** All users begin anew with a full burst. */
    @EventListener
    void on(SettingsChanged changed) {
        changed.read(MessageLimits.class, fresh -> {
            if (!fresh.equals(limits)) {
                rate = new KeyedRate<>(fresh.sendRate(), fresh.sendBurst());
                limits = fresh;
            }
        });
    }

    /** Whether a user may send so many messages now; if so they are counted. */
    boolean allows(UserId sender, int messages) {
        if (!limits.enabled() || rate.take(sender, messages).isZero()) {
            return true;
        }
        counters.add(Counted.LIMITS_REACHED, Limit.SEND_RATE, messages);
        return false;
    }

    Problem problem(@Nullable String clientId) {
        return new Problem(
                ProblemType.TOO_FAST,
                "a user may send at most %d messages a second, and %d at once"
                        .formatted(limits.sendRate(), limits.sendBurst()),
                clientId,
                List.of());
    }
}
