package org.distrisocks.session;

import java.time.Duration;
import java.time.Instant;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompProtocolException;

/** Who is logged in to a session, and until when. */
final class SessionLogin {

    private final UserId user;
    private volatile Instant ends;
    private volatile boolean told;

    SessionLogin(Login login) {
        this.user = login.user();
        this.ends = login.expiresAt();
    }

    UserId user() {
        return user;
    }

    Instant ends() {
        return ends;
    }

    /**
     * Goes on until the fresh login ends.
     *
     * @throws StompProtocolException if it is somebody else's
     */
    void renew(Login fresh) {
        if (!fresh.user().equals(user)) {
            throw new StompProtocolException("the token is another user's");
        }
        ends = fresh.expiresAt();
        told = false;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(ends);
    }

    /** Whether it ends so soon and its client has not been told. */
    boolean endsUntold(Instant now, Duration notice) {
        return !told && now.plus(notice).isAfter(ends);
    }

    void tell() {
        told = true;
    }
}
