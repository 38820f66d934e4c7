package org.distrisocks.session;

import org.distrisocks.identity.UserId;
import org.distrisocks.limit.KeyedRate;
import org.distrisocks.limit.Limit;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.session.stomp.StompProtocolException;
import org.distrisocks.settings.SettingsChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What one user may have and do on this pod; more is refused with a {@link StompProtocolException}. */
@Component
class UserLimits {

    private volatile ConnectionLimits limits;
    private final SessionRegistry registry;
    private final Counters counters;
    private volatile KeyedRate<UserId> subscribeRate;

    UserLimits(ConnectionLimits limits, SessionRegistry registry, Counters counters) {
        this.limits = limits;
        this.registry = registry;
        this.counters = counters;
        this.subscribeRate = new KeyedRate<>(limits.subscribeRate(), limits.subscribeBurst());
    }

    @EventListener
    void on(SettingsChanged changed) {
        changed.read(ConnectionLimits.class, fresh -> {
            if (!fresh.equals(limits)) {
                subscribeRate = new KeyedRate<>(fresh.subscribeRate(), fresh.subscribeBurst());
                limits = fresh;
            }
        });
    }

    /** The user wants one more session. */
    void checkSession(UserId user) {
        if (limits.enabled() && registry.sessionsOf(user).size() >= limits.sessionsPerUser()) {
            throw refused(
                    Limit.SESSIONS_PER_USER,
                    "a user may have at most " + limits.sessionsPerUser() + " sessions on one pod");
        }
    }

    /** The user wants one more subscription. */
    void checkSubscription(UserId user) {
        if (!limits.enabled()) {
            return;
        }
        int open = registry.sessionsOf(user).stream()
                .map(StompSession::subscriptions)
                .mapToInt(subscriptions -> subscriptions.size())
                .sum();
        if (open >= limits.subscriptionsPerUser()) {
            throw refused(
                    Limit.SUBSCRIPTIONS_PER_USER,
                    "a user may have at most " + limits.subscriptionsPerUser() + " subscriptions on one pod");
        }
        if (!subscribeRate.take(user, 1).isZero()) {
            throw refused(
                    Limit.SUBSCRIBE_RATE, "a user may subscribe at most " + limits.subscribeRate() + " times a second");
        }
    }

    private StompProtocolException refused(Limit limit, String message) {
        counters.add(Counted.LIMITS_REACHED, limit, 1);
        return new StompProtocolException(message);
    }
}
