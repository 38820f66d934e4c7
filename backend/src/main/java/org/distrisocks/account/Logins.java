package org.distrisocks.account;

import org.distrisocks.account.Accounts.Login;

/** How users prove who they are: to us ({@link OwnLogins}), or to an issuer elsewhere ({@link IssuerLogins}). */
interface Logins {

    /**
     * @throws LoginFailedException if nobody is let in
     * @throws LoginDeferredException if it cannot be said now
     */
    Login byPassword(String name, String password);

    /**
     * @param token a JWT
     * @throws LoginFailedException if the token is not believed or has ended
     * @throws LoginDeferredException if it cannot be said now
     */
    Login byToken(String token);
}
