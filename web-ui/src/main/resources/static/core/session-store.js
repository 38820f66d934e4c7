/**
 * Who is signed in at this page: the only file that knows. The access token stays in memory, and the refresh token in a
 * cookie that no script can read; what is kept here says only whose cookie it is. A tab goes on with its own user, a new
 * one with the user who signed in last.
 */
const KEY = 'distrisocks.user';
const FAREWELL = 'distrisocks.farewell';

/** A session: `{userId, accessToken}`. */
export class SessionStore {
  #entrance;
  #farewells = new BroadcastChannel(FAREWELL);

  constructor(entrance) {
    this.#entrance = entrance;
  }

  /** The session of whoever was signed in before, or null; fails with an ApiProblem if that cannot be told now. */
  async resume() {
    const userId = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
    if (!userId) return null;
    try {
      return await this.renew(userId);
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      forget(userId);
      return null;
    }
  }

  login(username, password) {
    return this.#begin(this.#entrance.login(username, password));
  }

  register(username, password) {
    return this.#begin(this.#entrance.register(username, password));
  }

  async #begin(answer) {
    const session = sessionOf(await answer);
    sessionStorage.setItem(KEY, session.userId);
    localStorage.setItem(KEY, session.userId);
    return session;
  }

  /** A session with a new access token; fails with an ApiProblem, of status 401 if the user must sign in again. */
  async renew(userId) {
    const session = sessionOf(await this.#entrance.refresh(userId));
    sessionStorage.setItem(KEY, userId);
    return session;
  }

  /** Forgets the user here and in all tabs, and ends the login at the server if that can be reached. */
  end(userId) {
    forget(userId);
    this.#farewells.postMessage(userId);
    this.#entrance.logout(userId).catch(() => {}); // the cookie ends by itself
  }

  /** Calls back with the id of a user who has signed out in another tab. */
  onFarewell(handle) {
    this.#farewells.onmessage = ({ data }) => {
      forget(data);
      handle(data);
    };
  }
}

function forget(userId) {
  for (const storage of [sessionStorage, localStorage]) {
    if (storage.getItem(KEY) === userId) storage.removeItem(KEY);
  }
}

/** The user id as the server spells it. */
function sessionOf({ access_token }) {
  const claims = access_token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  return { userId: JSON.parse(atob(claims)).sub, accessToken: access_token };
}
