package org.distrisocks.account;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.KeyedRate;
import org.distrisocks.limit.Turns;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.settings.SettingsChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * Hashes and compares passwords, which costs about 0.1 s of CPU each time (bcrypt): only a few at once, and for one name
 * only so many that are wrong. Safe for any number of threads.
 */
@Component
class Passwords {

    /** The bytes that bcrypt reads; of two longer passwords that differ after them, each would open the other's door. */
    static final int LONGEST_BYTES = 72;

    /** Logins that wait for their turn; what is over it would hardly get one in time. */
    private static final int MOST_WAITING = 200;

    private final PasswordEncoder bcrypt;
    private volatile LoginLimits limits;
    private final Counters counters;
    private final Turns turns;
    private volatile KeyedRate<String> failures;
    private volatile @Nullable String hashOfNobody;

    Passwords(PasswordEncoder bcrypt, LoginLimits limits, Counters counters) {
        this.bcrypt = bcrypt;
        this.limits = limits;
        this.counters = counters;
        this.turns = new Turns(limits.checksAtOnce(), MOST_WAITING);
        this.failures = new KeyedRate<>(1, limits.loginPause(), limits.loginFailures());
    }

    /** How many are hashed at once stays as it was at the start. */
    @EventListener
    void on(SettingsChanged changed) {
        changed.read(LoginLimits.class, fresh -> {
            if (!fresh.equals(limits)) {
                failures = new KeyedRate<>(1, fresh.loginPause(), fresh.loginFailures());
                limits = fresh;
            }
        });
    }

    /** Made when it is needed first and not while the pod starts. */
    private String hashOfNobody() {
        String hash = hashOfNobody;
        if (hash == null) {
            hash = bcrypt.encode("nobody");
            hashOfNobody = hash;
        }
        return hash;
    }

    /** Why a login is refused, as it is counted. */
    private enum Refusal {
        WRONG,
        THROTTLED,
        BUSY
    }

    static boolean isTooLong(String password) {
        return normalized(password).getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES;
    }

    /** Whether it holds nothing that the profile OpaqueString forbids (RFC 8265, section 4.2). */
    static boolean isOpaqueString(String password) {
        return opaqueString(password).isPresent();
    }

    /**
     * The one spelling of a password, however a keyboard composes its letters: as the profile OpaqueString has it. A
     * password that it forbids is itself; it may be older than this rule.
     */
    private static String normalized(String password) {
        return opaqueString(password).orElse(password);
    }

    private static Optional<String> opaqueString(String password) {
        try {
            return Optional.of(PrecisProfiles.OPAQUE_STRING.enforce(password));
        } catch (IllegalArgumentException forbidden) {
            return Optional.empty();
        }
    }

    /** @throws LoginDeferredException if too many passwords are being hashed */
    String hash(String password) {
        return inTurn(() -> bcrypt.encode(normalized(password)));
    }

    /**
     * Whether the password is that of the name. Takes as long, and is refused as often, where there is no such user, but
     * for the first such login of a pod, which takes twice as long.
     *
     * @param hash null if there is no such user
     * @throws LoginDeferredException if there were too many wrong ones for that name, or too many are being compared
     */
    boolean match(UserId name, String password, @Nullable String hash) {
        String normalized = normalized(password);
        // As the account has one name in all cases of its letters, it has one count of failures.
        String counted = name.value().toLowerCase(Locale.ROOT);
        return inTurn(() -> {
            requirePatience(counted);
            String compared = hash == null ? hashOfNobody() : hash;
            boolean right = bcrypt.matches(normalized, compared)
                    // A hash from before passwords were normalized.
                    || (!normalized.equals(password) && bcrypt.matches(password, compared));
            if (right && hash != null && !isTooLong(password)) {
                return true;
            }
            counters.add(Counted.LOGINS_REFUSED, Refusal.WRONG, 1);
            failures.count(counted, 1);
            return false;
        });
    }

    /**
     * Whether the password has another spelling than the one that is kept, so that its hash may be an older one of this
     * spelling alone.
     */
    static boolean isUnusualSpelling(String password) {
        return !normalized(password).equals(password);
    }

    /** In its turn, not before: else all that wait for one would have been let through before the first has failed. */
    private void requirePatience(String name) {
        Duration wait = failures.untilAllowed(name);
        if (limits.enabled() && wait.isPositive()) {
            counters.add(Counted.LOGINS_REFUSED, Refusal.THROTTLED, 1);
            throw LoginDeferredException.throttled(wait);
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!limits.enabled()) {
            return work.get();
        }
        if (!turns.begin(limits.passwordWait())) {
            counters.add(Counted.LOGINS_REFUSED, Refusal.BUSY, 1);
            throw LoginDeferredException.busy();
        }
        try {
            return work.get();
        } finally {
            turns.end();
        }
    }
}
