package org.distrisocks.account;

import org.springframework.security.authentication.BadCredentialsException;

/**
 * Nobody was let in. The message is fit for the client: it says what was not believed, a token or a username with its
 * password, and never whether such a user exists. Over HTTP this is 401, over STOMP an ERROR frame.
 */
public class LoginFailedException extends BadCredentialsException {

    private final String reason;

    LoginFailedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    private LoginFailedException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Of a token that is not believed, whatever the reason. */
    static LoginFailedException byToken(Throwable cause) {
        return new LoginFailedException("the token is not valid, or no longer", cause);
    }

    /** Never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return reason;
    }
}
