const LOGIN_ENDS = 'urn:distrisocks:problem:login-ends';

/**
 * Sees to it that one user's calls go on with a token that holds. Fires `renewed` (the new access token) and `ended`: the
 * user must sign in again.
 */
export class TokenKeeper extends EventTarget {
  #userId;
  #sessions;
  #renewal;

  /** @param sessions where the next token comes from */
  constructor(userId, sessions) {
    super();
    this.#userId = userId;
    this.#sessions = sessions;
  }

  /** Does what is to be done if this problem says that the login ends soon; false if it says anything else. */
  heeds({ type }) {
    if (type !== LOGIN_ENDS) return false;
    // If that fails, the server ends the connection, and the next one asks for a token again.
    this.#renew().catch(() => {});
    return true;
  }

  /** After a 401, tries once more with a new token; where none is given, the session has ended. */
  async guard(work) {
    try {
      return await work();
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      await this.#renew();
      return work();
    }
  }

  /** Gets a new access token; all who ask meanwhile wait for the same. */
  #renew() {
    this.#renewal ??= this.#takeNewToken().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #takeNewToken() {
    try {
      const { accessToken } = await this.#sessions.renew(this.#userId);
      this.dispatchEvent(new CustomEvent('renewed', { detail: accessToken }));
    } catch (problem) {
      if (problem.status === 401) this.dispatchEvent(new Event('ended'));
      throw problem;
    }
  }
}
