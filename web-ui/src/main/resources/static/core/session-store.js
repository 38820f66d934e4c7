import { ApiProblem } from './api.js';
import { localBrowserStorage, tabBrowserStorage } from './browser-storage.js';

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
  #local;
  #tab;
  #farewells = channel(FAREWELL);

  constructor(entrance, { local = localBrowserStorage, tab = tabBrowserStorage } = {}) {
    this.#entrance = entrance;
    this.#local = local;
    this.#tab = tab;
  }

  /** The session of whoever was signed in before, or null; fails with an ApiProblem if that cannot be told now. */
  async resume() {
    const userId = this.#tab.get(KEY) ?? this.#local.get(KEY);
    if (!userId) return null;
    try {
      const session = await this.renew(userId);
      this.#tab.set(KEY, userId);
      return session;
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      this.#forget(userId);
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
    this.#tab.set(KEY, session.userId);
    this.#local.set(KEY, session.userId);
    return session;
  }

  /**
   * A session of that user with a new access token; fails with an ApiProblem, of status 401 if the user must sign in again.
   * Whoever else's token comes, this tab does not become them.
   */
  async renew(userId) {
    const session = sessionOf(await this.#entrance.refresh(userId));
    if (session.userId !== userId) throw new ApiProblem(401, 'Another account is signed in here now. Sign in again.');
    return session;
  }

  /** Forgets a user whose login has ended by itself. Other tabs find out by their own 401, and keep what is unsent. */
  lapse(userId) {
    this.#forget(userId);
  }

  /** Forgets the user here and in all tabs, and ends the login at the server if that can be reached. */
  end(userId) {
    this.#forget(userId);
    this.#farewells?.postMessage(userId);
    this.#entrance.logout(userId).catch(() => {}); // the cookie ends by itself
  }

  /** Calls back with the id of a user who has signed out in another tab. */
  onFarewell(handle) {
    if (!this.#farewells) return;
    this.#farewells.onmessage = ({ data }) => {
      this.#forget(data);
      handle(data);
    };
  }

  #forget(userId) {
    for (const storage of [this.#tab, this.#local]) {
      if (storage.get(KEY) === userId) storage.remove(KEY);
    }
  }
}

/** The user id as the server spells it. */
function sessionOf({ access_token }) {
  const claims = access_token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(claims), letter => letter.codePointAt(0));
  return { userId: JSON.parse(new TextDecoder().decode(bytes)).sub, accessToken: access_token };
}

/** A way to the other tabs; undefined in a browser that forbids it. */
function channel(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
