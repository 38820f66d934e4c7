package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompProtocolException;
import org.junit.jupiter.api.Test;

class SessionLoginTests {

    private static final UserId ALICE = new UserId("alice");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SessionLogin login = new SessionLogin(new Login(ALICE, NOON));

    @Test
    void isOverAtItsEndAndNotBefore() {
        assertThat(login.isOver(NOON.minusMillis(1))).isFalse();
        assertThat(login.isOver(NOON)).isTrue();
    }

    @Test
    void isToldOfOnce() {
        assertThat(login.endsUntold(NOON)).isFalse();
        assertThat(login.endsUntold(NOON.plusMillis(1))).isTrue();

        login.tell(NOON);

        assertThat(login.endsUntold(NOON.plusMillis(1))).isFalse();
    }

    /** The monitor has read the old end, and tells of it when the new one is there. */
    @Test
    void isToldOfItsNewEndThoughTheOldIsToldMeanwhile() {
        Instant read = login.ends();
        login.renew(new Login(ALICE, NOON.plusSeconds(60)));
        login.tell(read);

        assertThat(login.isOver(NOON)).isFalse();
        assertThat(login.endsUntold(NOON.plusSeconds(61))).isTrue();
    }

    @Test
    void isNotRenewedByAnother() {
        assertThatExceptionOfType(StompProtocolException.class)
                .isThrownBy(() -> login.renew(new Login(new UserId("bob"), Instant.MAX)));
        assertThat(login.ends()).isEqualTo(NOON);
    }
}
