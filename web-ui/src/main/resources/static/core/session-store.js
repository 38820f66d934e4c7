/**
 * Where the sign-in is kept: the only file that knows.
 * The access token lives in this tab's sessionStorage, so it survives a reload and ends with the tab.
 */
const KEY = 'distrisocks.session';

/** The session of this tab, `{userId, accessToken}`, or null when nobody is signed in or the token has ended. */
export function loadSession() {
  const session = JSON.parse(sessionStorage.getItem(KEY));
  return session && session.expiresAt > Date.now() ? session : null;
}

/** Keeps what `/api/auth/login` answered for `username`. */
export function keepSession(tokens, username) {
  const session = {
    userId: subjectOf(tokens.access_token) ?? username,
    accessToken: tokens.access_token,
    expiresAt: Date.now() + tokens.expires_in * 1000,
  };
  sessionStorage.setItem(KEY, JSON.stringify(session));
  return session;
}

export function forgetSession() {
  sessionStorage.removeItem(KEY);
}

/** The user id as the server spells it; undefined when the token is not a readable JWT. */
function subjectOf(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub;
  } catch {
    return undefined;
  }
}
