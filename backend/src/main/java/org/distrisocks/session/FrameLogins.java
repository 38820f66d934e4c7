package org.distrisocks.session;

import org.distrisocks.account.Accounts;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.account.LoginFailedException;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Checks who a frame says that its sender is. */
@Component
class FrameLogins {

    private static final Logger log = LoggerFactory.getLogger(FrameLogins.class);
    private static final String BEARER = "Bearer ";

    private final Accounts accounts;

    FrameLogins(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * By {@code login} and {@code passcode}, or by a token.
     *
     * @param upgradeAuthorization counts where the frame has no {@code Authorization}; null if there was none
     * @throws StompProtocolException if nobody is let in
     */
    Login of(StompFrame frame, @Nullable String upgradeAuthorization) {
        String authorization = frame.header("Authorization");
        if (authorization == null) {
            authorization = upgradeAuthorization;
        }
        String login = frame.header("login");
        String passcode = frame.header("passcode");
        try {
            if (login != null && passcode != null) {
                return accounts.authenticate(login, passcode);
            }
            if (authorization != null && authorization.startsWith(BEARER)) {
                return accounts.authenticateToken(authorization.substring(BEARER.length()));
            }
        } catch (LoginFailedException failed) {
            throw new StompProtocolException(failed.getMessage());
        } catch (DataAccessException | TransactionException unreachable) {
            log.warn("a login could not be checked: {}", unreachable.getMessage());
            throw new StompProtocolException("logins cannot be checked at the moment, connect again");
        }
        throw new StompProtocolException(
                frame.command() + " needs login and passcode, or Authorization: Bearer with a token");
    }
}
