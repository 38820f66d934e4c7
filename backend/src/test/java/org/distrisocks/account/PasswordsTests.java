package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How often and how many passwords are tried. The hash of a password is the password, and is made when a test says so. */
class PasswordsTests {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId NOBODY = new UserId("nobody-at-all");
    private static final String RIGHT = "correct horse";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicInteger comparing = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private CountDownLatch go = new CountDownLatch(0);

    @Test
    void takesARightPasswordAgainAndAgain() {
        Passwords passwords = passwords(true, Duration.ofMinutes(1));

        assertThat(IntStream.range(0, 50).allMatch(_ -> passwords.match(ALICE, RIGHT, RIGHT)))
                .isTrue();
    }

    @Test
    void refusesANameAfterTooManyWrongOnesWithoutComparing() {
        Passwords passwords = passwords(true, Duration.ofMinutes(1));
        fail(passwords, ALICE, RIGHT);

        assertThatExceptionOfType(LoginDeferredException.class)
                .isThrownBy(() -> passwords.match(ALICE, RIGHT, RIGHT))
                .satisfies(deferred -> assertThat(deferred.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS))
                .satisfies(deferred -> assertThat(deferred.waitSeconds()).isBetween(50L, 60L));
        assertThat(compared).hasValue(3);
        assertThat(refused("wrong")).isEqualTo(3);
        assertThat(refused("throttled")).isEqualTo(1);
    }

    @Test
    void refusesANameThatNobodyHasInTheSameWay() {
        Passwords passwords = passwords(true, Duration.ofMinutes(1));
        fail(passwords, NOBODY, null);

        assertThatExceptionOfType(LoginDeferredException.class).isThrownBy(() -> passwords.match(NOBODY, RIGHT, null));
        assertThat(compared).hasValue(3);
    }

    @Test
    void lockingOneNameOutLeavesTheOthersAlone() {
        Passwords passwords = passwords(true, Duration.ofMinutes(1));
        fail(passwords, ALICE, RIGHT);

        assertThat(passwords.match(BOB, RIGHT, RIGHT)).isTrue();
    }

    @Test
    void theOwnerIsLetInAfterAPause() {
        Passwords passwords = passwords(true, Duration.ofMillis(200));
        fail(passwords, ALICE, RIGHT);

        await().atMost(Duration.ofSeconds(5))
                .ignoreException(LoginDeferredException.class)
                .until(() -> passwords.match(ALICE, RIGHT, RIGHT));
    }

    @Test
    void comparesAFewAtOnceAndTheOthersInTheirTurn() throws Exception {
        Passwords passwords = passwords(true, Duration.ofMinutes(1));
        go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> logins = IntStream.range(0, 10)
                    .mapToObj(_ -> threads.submit(() -> passwords.match(ALICE, RIGHT, RIGHT)))
                    .toList();
            await().until(() -> comparing.get() == 2);
            go.countDown();
            for (Future<Boolean> login : logins) {
                assertThat(login.get()).isTrue();
            }
        }
        assertThat(mostAtOnce).hasValue(2);
    }

    /** All wait for their turn before the first of them has failed, and most of them are refused all the same. */
    @Test
    void manyWrongOnesAtOnceGetNoFurtherThanOneByOne() throws Exception {
        Passwords passwords = passwords(true, Duration.ofMinutes(1));
        go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var _ = threads.submit(() -> passwords.match(ALICE, "wrong", RIGHT));
            }
            await().until(() -> comparing.get() == 2);
            go.countDown();
        }
        assertThat(compared.get()).isBetween(3, 4);
    }

    @Test
    void whoWaitsTooLongIsToldToTryAgain() throws Exception {
        Passwords passwords = passwords(true, Duration.ofMinutes(1), Duration.ofMillis(50));
        go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                var _ = threads.submit(() -> passwords.match(ALICE, RIGHT, RIGHT));
            }
            await().until(() -> comparing.get() == 2);

            assertThatExceptionOfType(LoginDeferredException.class)
                    .isThrownBy(() -> passwords.match(BOB, RIGHT, RIGHT))
                    .satisfies(deferred -> assertThat(deferred.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
            go.countDown();
        }
        assertThat(refused("busy")).isEqualTo(1);
    }

    @Test
    void limitsNothingIfNothingIsToBeLimited() {
        Passwords passwords = passwords(false, Duration.ofMinutes(1));

        fail(passwords, ALICE, RIGHT);
        fail(passwords, ALICE, RIGHT);

        assertThat(passwords.match(ALICE, RIGHT, RIGHT)).isTrue();
    }

    /** As often as is allowed at once. */
    private static void fail(Passwords passwords, UserId name, @Nullable String hash) {
        assertThat(IntStream.range(0, 3).noneMatch(_ -> passwords.match(name, "wrong", hash)))
                .isTrue();
    }

    private double refused(String reason) {
        return meters.get("distrisocks.logins.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private Passwords passwords(boolean enabled, Duration pause) {
        return passwords(enabled, pause, Duration.ofSeconds(10));
    }

    private Passwords passwords(boolean enabled, Duration pause, Duration wait) {
        return new Passwords(new Held(), new LoginLimits(enabled, 3, pause, 2, wait), new Counters(meters));
    }

    private class Held implements PasswordEncoder {

        @Override
        public String encode(@Nullable CharSequence password) {
            return String.valueOf(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            compared.incrementAndGet();
            mostAtOnce.accumulateAndGet(comparing.incrementAndGet(), Math::max);
            try {
                if (!go.await(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody lets it go");
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            } finally {
                comparing.decrementAndGet();
            }
            return String.valueOf(password).equals(hash);
        }
    }
}
