const LOGIN_ENDS = 'urn:distrisocks:problem:login-ends';

/** Keeps a user's calls to the server signed in: gets a new access token when one has ended, or is about to. */
export class Access {
  #api;
  #sessions;
  #userId;
  #hear;
  #renewal;

  /**
   * @param api whose `accessToken` is replaced
   * @param sessions where the next token comes from
   * @param hear {renewed(accessToken), ended()}, the latter if the user must sign in again
   */
  constructor(api, sessions, userId, hear) {
    this.#api = api;
    this.#sessions = sessions;
    this.#userId = userId;
    this.#hear = hear;
  }

  /** Does the work, and after a 401 once more with a new token; where none is given, the session has ended. */
  async guard(work) {
    try {
      return await work(this.#api);
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      await this.#renew();
      return work(this.#api);
    }
  }

  /** Does what is to be done if this problem says that the login ends soon; false if it says anything else. */
  heeds({ type }) {
    if (type !== LOGIN_ENDS) return false;
    // If that fails, the server ends the connection, and the next one asks for a token again.
    this.#renew().catch(() => {});
    return true;
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
      this.#api.accessToken = accessToken;
      this.#hear.renewed(accessToken);
    } catch (problem) {
      if (problem.status === 401) this.#hear.ended();
      throw problem;
    }
  }
}
