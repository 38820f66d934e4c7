package org.distrisocks.session;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.distrisocks.account.Accounts;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.account.BearerToken;
import org.distrisocks.account.LoginDeferredException;
import org.distrisocks.account.LoginFailedException;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompProtocolException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks who a frame says that its sender is. */
@Component
class FrameLogins {

    private final Accounts accounts;

    FrameLogins(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Who connects: by {@code login} and {@code passcode}, else by a token of the frame, else by one of the HTTP upgrade.
     * An empty header counts as absent, and so does an {@code Authorization} of another scheme.
     *
     * @param upgradeAuthorization the {@code Authorization} of the upgrade; null if it had none
     * @throws StompProtocolException if nobody is let in
     */
    Login ofConnect(StompFrame frame, @Nullable String upgradeAuthorization) {
        String login = orEmpty(frame.header("login"));
        String passcode = orEmpty(frame.header("passcode"));
        if (!login.isEmpty() && !passcode.isEmpty()) {
            return checked(() -> accounts.authenticate(login, passcode));
        }
        return byToken(
                token(frame).or(() -> BearerToken.of(upgradeAuthorization)),
                "CONNECT needs login and passcode, or Authorization: Bearer with a token");
    }

    /**
     * Who goes on, by a token alone: a password would make the session endless, and costs a hash each time.
     *
     * @throws StompProtocolException if it does not hold
     */
    Login ofRenewal(StompFrame frame) {
        return byToken(token(frame), "SEND to " + Destination.TOKEN + " needs Authorization: Bearer with a token");
    }

    private Login byToken(Optional<String> token, String wanted) {
        String present = token.orElseThrow(() -> new StompProtocolException(wanted));
        return checked(() -> accounts.authenticateToken(present));
    }

    /** Header names of STOMP differ by case; libraries that write HTTP headers in lower case write this one so too. */
    private static Optional<String> token(StompFrame frame) {
        return BearerToken.of(frame.header("Authorization")).or(() -> BearerToken.of(frame.header("authorization")));
    }

    private static String orEmpty(@Nullable String header) {
        return header == null ? "" : header;
    }

    private static Login checked(Supplier<Login> login) {
        try {
            return login.get();
        } catch (LoginFailedException | LoginDeferredException refused) {
            throw new StompProtocolException(Objects.requireNonNull(refused.getMessage()));
        }
    }
}
