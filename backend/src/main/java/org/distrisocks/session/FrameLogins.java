package org.distrisocks.session;

import java.util.Objects;
import java.util.function.Supplier;
import org.distrisocks.account.Accounts;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.account.LoginDeferredException;
import org.distrisocks.account.LoginFailedException;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompProtocolException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks who a frame says that its sender is. */
@Component
class FrameLogins {

    private static final String BEARER = "Bearer ";

    private final Accounts accounts;

    FrameLogins(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Who connects, by {@code login} and {@code passcode} or by a token.
     *
     * @param upgradeAuthorization counts where the frame has no {@code Authorization}; null if there was none
     * @throws StompProtocolException if nobody is let in
     */
    Login ofConnect(StompFrame frame, @Nullable String upgradeAuthorization) {
        String authorization = frame.header("Authorization");
        String login = frame.header("login");
        String passcode = frame.header("passcode");
        if (login != null && passcode != null) {
            return checked(() -> accounts.authenticate(login, passcode));
        }
        return byToken(
                authorization == null ? upgradeAuthorization : authorization,
                "CONNECT needs login and passcode, or Authorization: Bearer with a token");
    }

    /**
     * Who goes on, by a token alone: a password would make the session endless, and costs a hash each time.
     *
     * @throws StompProtocolException if it does not hold
     */
    Login ofRenewal(StompFrame frame) {
        return byToken(
                frame.header("Authorization"),
                "SEND to " + Destination.TOKEN + " needs Authorization: Bearer with a token");
    }

    private Login byToken(@Nullable String authorization, String wanted) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw new StompProtocolException(wanted);
        }
        return checked(() -> accounts.authenticateToken(authorization.substring(BEARER.length())));
    }

    private static Login checked(Supplier<Login> login) {
        try {
            return login.get();
        } catch (LoginFailedException | LoginDeferredException refused) {
            throw new StompProtocolException(Objects.requireNonNull(refused.getMessage()));
        }
    }
}
