package org.distrisocks.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.distrisocks.limit.Addresses;
import org.distrisocks.limit.KeyedRate;
import org.distrisocks.limit.Limit;
import org.distrisocks.limit.Turns;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.settings.SettingsChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerMapping;

/**
 * How much REST may ask of a pod: a rate for each user, or for each address before the login, and few requests at the same
 * time. What is over it is answered by 429 with {@code Retry-After}.
 *
 * <p>A user's requests wait for each other for a while before they are refused: a client that asks again at once, as many do,
 * would otherwise keep the pod busy with refusals.
 */
@Component
class RequestGate {

    /** Requests of one user that wait for those of the same user. */
    private static final int MOST_WAITING_OF_USER = 250;

    /** Requests that wait for a turn. With {@code requests-per-user} one user has a few of them. */
    private static final int MOST_WAITING = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For a turn after other requests of the same user, on average. */
    private static final Duration PATIENCE_OF_USER = Duration.ofSeconds(4);

    /** For the next token of a user's rate. */
    private static final Duration RATE_PATIENCE = Duration.ofSeconds(5);

    private static final Duration SOON = Duration.ofSeconds(1);

    /** A longer answer counts as several requests: what it costs a pod grows with it. */
    static final int BYTES_OF_REQUEST = 32 * 1024;

    private static final String LOGINS = "/api/auth/";
    private static final String REST = "/api/";
    private static final String SEND = "/api/messages";

    private final Counters counters;
    private final Turns requests;
    private final Turns logins;
    private final Map<String, UserTurns> users = new ConcurrentHashMap<>();
    private volatile RequestLimits limits;
    private volatile KeyedRate<String> requestRate;
    private volatile KeyedRate<String> loginRate;

    RequestGate(RequestLimits limits, Counters counters) {
        this.limits = limits;
        this.counters = counters;
        this.requests = new Turns(limits.requests(), MOST_WAITING);
        this.logins = new Turns(limits.logins(), MOST_WAITING);
        this.requestRate = new KeyedRate<>(limits.requestRate(), limits.requestBurst());
        this.loginRate = new KeyedRate<>(limits.loginRate(), limits.loginBurst());
    }

    /** The bounds of all requests and of all logins at the same time stay as they were at the start. */
    @EventListener
    void on(SettingsChanged changed) {
        changed.read(RequestLimits.class, fresh -> {
            if (!fresh.equals(limits)) {
                requestRate = new KeyedRate<>(fresh.requestRate(), fresh.requestBurst());
                loginRate = new KeyedRate<>(fresh.loginRate(), fresh.loginBurst());
                limits = fresh;
            }
        });
    }

    /**
     * Handles a request that has been read and is not answered yet: neither a slow body nor a slow reader has a turn.
     *
     * @throws ErrorResponseException 429, if it is not handled
     */
    @Nullable Object handle(HttpServletRequest request, Callable<@Nullable Object> handler) throws Exception {
        String path = path(request);
        if (isFree(path)) {
            return handler.call();
        }
        if (path.startsWith(LOGINS)) {
            take(loginRate, origin(request.getRemoteAddr()), Limit.LOGIN_RATE);
            return inTurn(logins, Duration.ZERO, Limit.LOGINS, handler);
        }
        String user = user(request);
        Turns turns = enter(user);
        try {
            return inTurn(turns, patienceOfUser(), Limit.REQUESTS_PER_USER, () -> {
                KeyedRate<String> rate = requestRate;
                if (!rate.take(user, RATE_PATIENCE)) {
                    throw refused(Limit.REQUEST_RATE, rate.untilAllowed(user));
                }
                return inTurn(requests, PATIENCE, Limit.REQUESTS, handler);
            });
        } finally {
            leave(user);
        }
    }

    /** Counts the length of an answer that has been written; what is over the rate delays the user's next requests. */
    void answered(HttpServletRequest request, long bytes) {
        String path = path(request);
        if (bytes >= BYTES_OF_REQUEST && !isFree(path) && !path.startsWith(LOGINS)) {
            requestRate.count(user(request), bytes / BYTES_OF_REQUEST);
        }
    }

    /** The pattern, not the URI as it was written: /%61pi/ leads to the same controllers as /api/ does. */
    private static String path(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    private boolean isFree(String path) {
        return !limits.enabled() || !path.startsWith(REST) || path.equals(SEND);
    }

    private static String user(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getRemoteUser(), "");
    }

    /** Not the same for all, or those that come at once would be refused at once, and come again at once. */
    private static Duration patienceOfUser() {
        return PATIENCE_OF_USER
                .multipliedBy(ThreadLocalRandom.current().nextInt(50, 150))
                .dividedBy(100);
    }

    /** The turns of a user who has requests here, and how many these are. */
    private record UserTurns(Turns turns, int requests) {}

    /** How many requests of a user run or wait. */
    int requestsOf(String user) {
        UserTurns present = users.get(user);
        return present == null ? 0 : present.requests;
    }

    private Turns enter(String user) {
        return users.compute(
                        user,
                        (_, present) -> present == null
                                ? new UserTurns(new Turns(limits.requestsPerUser(), MOST_WAITING_OF_USER), 1)
                                : new UserTurns(present.turns, present.requests + 1))
                .turns;
    }

    private void leave(String user) {
        users.computeIfPresent(
                user,
                (_, present) -> present.requests == 1 ? null : new UserTurns(present.turns, present.requests - 1));
    }

    private void take(KeyedRate<String> rate, String key, Limit limit) {
        Duration wait = rate.take(key, 1);
        if (wait.isPositive()) {
            throw refused(limit, wait);
        }
    }

    private @Nullable Object inTurn(Turns turns, Duration patience, Limit limit, Callable<@Nullable Object> handler)
            throws Exception {
        if (!turns.begin(patience)) {
            throw refused(limit, SOON);
        }
        try {
            return handler.call();
        } finally {
            turns.end();
        }
    }

    private ErrorResponseException refused(Limit limit, Duration wait) {
        counters.add(Counted.LIMITS_REACHED, limit, 1);
        long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        ErrorResponseException refusal = new ErrorResponseException(
                HttpStatus.TOO_MANY_REQUESTS,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.TOO_MANY_REQUESTS, "too many requests, try again in %d s".formatted(seconds)),
                null);
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return refusal;
    }

    /** A forwarded address may be a name, which is not looked up. */
    private static String origin(String address) {
        try {
            return Addresses.origin(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException name) {
            return address;
        }
    }
}
