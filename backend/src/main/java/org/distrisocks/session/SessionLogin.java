package org.distrisocks.session;

import java.time.Instant;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompProtocolException;
import org.jspecify.annotations.Nullable;

/** Who is logged in to a session, and until when. */
final class SessionLogin {

    private final UserId user;
    private volatile Instant ends;
    private volatile @Nullable Instant toldEnd;

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
    }

    boolean isOver(Instant now) {
        return !now.isBefore(ends);
    }

    /** Whether it ends before that time and its client has not been told of this end. */
    boolean endsUntold(Instant time) {
        Instant end = ends;
        return end.isBefore(time) && !end.equals(toldEnd);
    }

    /** The client is told of that end. */
    void tell(Instant end) {
        toldEnd = end;
    }
}
