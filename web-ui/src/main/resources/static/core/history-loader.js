/** The server counts no more than 100 unread messages; between them may be as many of one's own. */
const MOST_UNREAD_PAGES = 4;

/** Loads pages of history into the store. A conversation says by `loading` and `problem` how that goes. */
export class HistoryLoader {
  #store;
  #access;
  #loaded;

  /** @param loaded is called when a page has come */
  constructor(store, access, loaded) {
    this.#store = store;
    this.#access = access;
    this.#loaded = loaded;
  }

  /** The newest page, and those before it up to the first unread message. */
  newest(user) {
    return this.#load(user, async () => {
      this.#store.caughtUp(user, await this.#access.guard(api => api.history(user)));
      await this.#loadUnread(user);
    });
  }

  /** What is unread may begin before the newest page. */
  async unread({ user_id, loaded, loading }) {
    if (loaded && !loading && this.#store.lacksUnread(user_id)) await this.#load(user_id, () => this.#loadUnread(user_id));
  }

  async #loadUnread(user) {
    for (let pages = MOST_UNREAD_PAGES; pages > 0 && this.#store.lacksUnread(user); pages--) {
      const before = this.#store.get(user).messages[0].message_id;
      this.#store.wentBack(user, await this.#access.guard(api => api.history(user, before)));
    }
  }

  /** The page before the oldest message that is known. */
  async older({ user_id, messages, complete, loaded, loading }) {
    if (complete || loading || !loaded) return;
    await this.#load(user_id, async () =>
      this.#store.wentBack(user_id, await this.#access.guard(api => api.history(user_id, messages[0]?.message_id))));
  }

  /** Tries again what could not be loaded. */
  again(conversation) {
    return conversation.loaded ? this.older(conversation) : this.newest(conversation.user_id);
  }

  async #load(user, work) {
    this.#store.update(user, { loading: true, problem: undefined });
    try {
      await work();
      this.#store.update(user, { loading: false });
      this.#loaded();
    } catch (problem) {
      this.#store.update(user, { loading: false, problem: problem.message });
    }
  }
}
