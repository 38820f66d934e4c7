import { logout, refresh } from './api.js';

/**
 * Where the sign-in is kept: the only file that knows.
 * The tokens live in this tab's sessionStorage, so they survive a reload and end with the tab.
 */
const KEY = 'distrisocks.session';

/** The session of this tab, `{userId, accessToken, refreshToken}`, or null when nobody is signed in. */
export function loadSession() {
  const session = JSON.parse(sessionStorage.getItem(KEY));
  return session?.refreshToken ? session : null;
}

/** Keeps what `/api/auth/login` answered for `username`. */
export function keepSession(tokens, username) {
  const session = {
    userId: subjectOf(tokens.access_token) ?? username,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
  };
  sessionStorage.setItem(KEY, JSON.stringify(session));
  return session;
}

/** The session with new tokens, which are kept; fails with an ApiProblem, of status 401 if the user must sign in again. */
export async function renewed({ refreshToken, userId }) {
  return keepSession(await refresh(refreshToken), userId);
}

/** Forgets the session here, and ends it at the server if that can be reached. */
export function endSession() {
  const session = loadSession();
  sessionStorage.removeItem(KEY);
  if (session) logout(session.refreshToken).catch(() => {});
}

/** The user id as the server spells it; undefined when the token is not a readable JWT. */
function subjectOf(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub;
  } catch {
    return undefined;
  }
}
